// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Says what a verifier has to find, whatever state the document is in.</summary>
/// <param name="mapping">The names in documents.</param>
/// <param name="layout">The document.</param>
/// <param name="rule">The rule of its level; null when it has none that is served.</param>
internal sealed class ExpectationBuilder(ElementMapping mapping, TranscriptLayout layout, SchoolLevelRule? rule)
{
    private static readonly RoleClaim HomeroomTeacher = new(SignerRole.Gvcn);

    public DocumentExpectation Build()
    {
        var level = layout.Level is { } known ? SchoolLevels.NameOf(known) : "";
        return new DocumentExpectation(mapping.ProfileName, layout.LookupCode, level)
        {
            Signatures = Signatures(),
            Violations = [.. layout.Violations.Select(static v => v.ToString()), .. RuleViolations()],
            MissingRoles = rule is null ? [] : [.. Missing(rule)],
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

    private IEnumerable<string> RuleViolations()
    {
        if (!layout.HasHeader)
        {
            yield return $"/{mapping.Root.Name}: The document has no header (TTHB).";
        }
        if (rule is null)
        {
            if (layout.Level is { } level)
            {
                yield return $"/{mapping.Root.Name}: The school level {SchoolLevels.NameOf(level)} is not served.";
            }
            yield break;
        }
        foreach (var role in Enum.GetValues<SignerRole>())
        {
            foreach (var sentence in HasSigned(role) ? RoleViolations(rule, role) : [])
            {
                yield return $"/{mapping.Root.Name}/{mapping.Root["DSCKS"].Name}: {sentence}";
            }
        }
    }

    private IEnumerable<string> RoleViolations(SchoolLevelRule rule, SignerRole role)
    {
        var name = RoleClaim.NameOf(role);
        if (rule.Find(role) is null)
        {
            yield return $"{name} does not sign at the level {SchoolLevels.NameOf(rule.Level)}.";
        }
        if (role == SignerRole.Gvbm)
        {
            yield break;
        }
        if (ClaimList.Of(layout.MissingBefore(role, rule, layout.Signed)) is { } missing)
        {
            yield return $"{name} has signed, but {missing} has not.";
        }
        if (layout.Subjects.Count < rule.MinSubjectBlocks || layout.Subjects.Count > rule.MaxSubjectBlocks)
        {
            yield return $"{name} has signed a document of {layout.Subjects.Count} subject blocks, which the level does not allow.";
        }
        if (!layout.HasSummary)
        {
            yield return $"{name} has signed, but there is no {mapping.Root["TongKet"].Name}.";
        }
        if (role == SignerRole.PhatHanh && !layout.HasRelease)
        {
            yield return $"{name} has signed, but there is no {mapping.Root["PhatHanh"].Name}.";
        }
    }

    private bool HasSigned(SignerRole role) =>
        role == SignerRole.Gvbm
            ? layout.Signed.Any(static c => c.Role == SignerRole.Gvbm)
            : layout.Signed.Contains(new RoleClaim(role));

    private IEnumerable<RoleClaim> Missing(SchoolLevelRule rule) =>
        rule
            .Roles.Where(static r => r.IsRequired)
            .SelectMany(r => layout.ClaimsOf(r.Role))
            .Where(c => !layout.Signed.Contains(c));
}
