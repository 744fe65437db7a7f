// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>The form of the small transcripts of the signing tests: these elements, in this order, no other.</summary>
internal sealed class NeutralProfile : IDocumentProfile
{
    private const string Code = "0123456789abcdef0123456789abcdef";
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly string[] s_blocks =
    [
        "ThongTinHocBa:TTHB",
        "KetQuaMonHoc:MH-TOAN",
        "KetQuaMonHoc:MH-VAN",
        "TongKet:TK",
        "DSCKS:",
    ];

    public bool Recognizes(ElementView root) => root.LocalName == "HocBaSo" && root.NamespaceName.Length == 0;

    public SigningPlan Plan(ElementView root, IReadOnlyList<SigningStep> steps) => throw new NotSupportedException();

    public DocumentExpectation Expect(ElementView root)
    {
        var violations = new List<string>();
        CheckBlocks(root, violations);
        var expected = new List<ExpectedSignature>();
        foreach (var container in root.Child("DSCKS")?.Children() ?? [])
        {
            Container(container, expected, violations);
        }
        return new DocumentExpectation("neutral/1", Code, "thcs")
        {
            Signatures = expected,
            Violations = violations,
            MissingRoles = [],
        };
    }

    private static void CheckBlocks(ElementView root, List<string> violations)
    {
        if (root.Attribute("PhienBan") != "1" || root.Tree.AttributeCount(0) != 1 || root.Tree.HasText(0))
        {
            violations.Add("/HocBaSo: not as it has to be.");
        }
        var found = root.Children().Select(c => $"{c.LocalName}:{Cut(c.Attribute("Id"))}").ToArray();
        if (!found.SequenceEqual(s_blocks))
        {
            violations.Add("/HocBaSo: other elements than belong there.");
        }
        foreach (var block in root.Children().Where(static c => c.LocalName != "DSCKS"))
        {
            var isPlain =
                block.Tree.AttributeCount(block.Index) == 1
                && !block.Tree.HasText(block.Index)
                && block.Children().All(static c => !c.Children().Any() && c.Tree.AttributeCount(c.Index) == 0);
            if (!isPlain)
            {
                violations.Add($"{block.Path}: not as it has to be.");
            }
        }
    }

    private static void Container(ElementView container, List<ExpectedSignature> expected, List<string> violations)
    {
        var subject = container.Attribute("MaMon");
        var name = subject is null ? container.LocalName : $"{container.LocalName}:{subject}";
        var attributes = subject is null ? 0 : 1;
        if (
            !RoleClaim.TryParse(name, out var claim)
            || container.Tree.AttributeCount(container.Index) != attributes
            || container.Children().Count() != 1
            || container.Child("Signature")?.NamespaceName != Dsig
            || container.Tree.HasText(container.Index)
            || expected.Exists(e => e.Claim == claim)
        )
        {
            violations.Add($"{container.Path}: not as it has to be.");
            return;
        }
        expected.Add(
            new ExpectedSignature(container.Index, claim, $"{name.Replace(':', '-')}-{Code}")
            {
                SignedIds = SignedIds(claim),
            }
        );
    }

    private static string[] SignedIds(RoleClaim claim)
    {
        string[] all = [$"TTHB-{Code}", $"MH-TOAN-{Code}", $"MH-VAN-{Code}", $"TK-{Code}"];
        return claim.Role switch
        {
            SignerRole.Gvbm => [$"TTHB-{Code}", $"MH-{claim.Subject}-{Code}"],
            SignerRole.Gvcn => all,
            SignerRole.Cbql => [.. all, $"SV-GVCN-{Code}"],
            _ => [],
        };
    }

    private static string Cut(string? id) =>
        id is null ? ""
        : id.EndsWith("-" + Code, StringComparison.Ordinal) ? id[..^(Code.Length + 1)]
        : "?";
}
