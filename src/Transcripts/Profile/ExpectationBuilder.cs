// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Says what a verifier has to find, whatever state the document is in.</summary>
/// <param name="mapping">The names in documents.</param>
/// <param name="layout">The document.</param>
/// <param name="rule">The rule of its level; null when it has none that is served.</param>
internal sealed class ExpectationBuilder(ElementMapping mapping, TranscriptLayout layout, SchoolLevelRule? rule)
{
    private static readonly SignerRole[] AllRoles = Enum.GetValues<SignerRole>();
    private static readonly RoleClaim HomeroomTeacher = new(SignerRole.Gvcn);

    public DocumentExpectation Build()
    {
        var level = layout.Level is { } known ? SchoolLevels.NameOf(known) : "";
        return new DocumentExpectation(mapping.ProfileName, layout.LookupCode, level)
        {
            Signatures = Signatures(),
            Violations = Violations(),
            MissingRoles = rule is null ? [] : layout.Missing(rule),
        };
    }

    private List<ExpectedSignature> Signatures()
    {
        var homeroomTeacherSigned = layout.Signed.Contains(HomeroomTeacher);
        var shared = new Dictionary<SignerRole, IReadOnlyList<string>>();
        var expected = new List<ExpectedSignature>();
        foreach (var container in layout.Containers)
        {
            if (!container.IsSigned)
            {
                continue;
            }
            var claim = container.Claim;
            // One list for all containers of a role: a hostile document may have very many, each over every subject.
            if (claim.Role == SignerRole.Gvbm || !shared.TryGetValue(claim.Role, out var ids))
            {
                shared[claim.Role] = ids = layout.SignedIds(claim, homeroomTeacherSigned);
            }
            expected.Add(
                new ExpectedSignature(container.Element, claim, TranscriptIds.SignatureId(claim, layout.LookupCode))
                {
                    SignedIds = ids,
                }
            );
        }
        return expected;
    }

    private List<string> Violations()
    {
        var found = layout.Violations.ConvertAll(static v => v.ToString());
        if (!layout.HasHeader)
        {
            found.Add($"/{mapping.Root.Name}: The document has no header (TTHB).");
        }
        if (rule is not null)
        {
            AddRuleViolations(rule, found);
        }
        else if (layout.Level is { } level)
        {
            found.Add($"/{mapping.Root.Name}: The school level {SchoolLevels.NameOf(level)} is not served.");
        }
        return found;
    }

    private void AddRuleViolations(SchoolLevelRule rule, List<string> found)
    {
        foreach (var role in AllRoles)
        {
            if (!HasSigned(role))
            {
                continue;
            }
            foreach (var sentence in RoleViolations(rule, role))
            {
                found.Add($"/{mapping.Root.Name}/{mapping.SignatureList.Name}: {sentence}");
            }
        }
    }

    private List<string> RoleViolations(SchoolLevelRule rule, SignerRole role)
    {
        var found = new List<string>(0);
        var name = RoleClaim.NameOf(role);
        if (rule.Find(role) is null)
        {
            found.Add($"{name} does not sign at the level {SchoolLevels.NameOf(rule.Level)}.");
        }
        if (role == SignerRole.Gvbm)
        {
            return found;
        }
        if (layout.MissingBefore(role, rule, layout.Signed) is { } missing)
        {
            found.Add($"{name} has signed, but {missing} has not.");
        }
        if (layout.Subjects.Count < rule.MinSubjectBlocks || layout.Subjects.Count > rule.MaxSubjectBlocks)
        {
            found.Add(
                $"{name} has signed a document of {layout.Subjects.Count} subject blocks, which the level does not allow."
            );
        }
        if (!layout.HasSummary)
        {
            found.Add($"{name} has signed, but there is no {mapping.Root["TongKet"].Name}.");
        }
        if (role == SignerRole.PhatHanh && !layout.HasRelease)
        {
            found.Add($"{name} has signed, but there is no {mapping.Root["PhatHanh"].Name}.");
        }
        return found;
    }

    private bool HasSigned(SignerRole role) =>
        role == SignerRole.Gvbm ? layout.HasSignedSubject : layout.Signed.Contains(new RoleClaim(role));
}
