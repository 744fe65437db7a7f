// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Where the blocks and containers of a document are, and which rules of form it breaks. Found in one walk.</summary>
internal sealed class TranscriptLayout
{
    private const int MaxViolations = 100;

    /// <summary>Mã số tra cứu; empty when there is none that is well-formed.</summary>
    public string LookupCode { get; set; } = "";

    public string SchoolCode { get; set; } = "";

    /// <summary>Null when the document states none that is served.</summary>
    public SchoolLevel? Level { get; set; }

    public bool HasHeader { get; set; }

    public bool HasSummary { get; set; }

    public bool HasRelease { get; set; }

    /// <summary>DSCKS; -1 when there is none.</summary>
    public int SignatureList { get; set; } = -1;

    /// <summary>In document order.</summary>
    public List<SubjectBlock> Subjects { get; } = [];

    public HashSet<string> SubjectCodes { get; } = [];

    /// <summary>In document order.</summary>
    public List<RoleContainer> Containers { get; } = [];

    /// <summary>The roles whose container holds a signature.</summary>
    public HashSet<RoleClaim> Signed { get; } = [];

    /// <summary>At most <see cref="MaxViolations"/> and one that says that there are more.</summary>
    public List<Violation> Violations { get; } = [];

    public void Malformed(string sentence, ElementView at) => Add(SigningErrorKind.MalformedDocument, sentence, at);

    public void Unsupported(string sentence, ElementView at) => Add(SigningErrorKind.UnsupportedFormat, sentence, at);

    /// <summary>The Ids that a role has to sign, in the fixed order: header, subjects as they stand, TongKet, GVCN's value.</summary>
    public IReadOnlyList<string> SignedIds(RoleClaim claim, bool homeroomTeacherSigned)
    {
        switch (claim.Role)
        {
            case SignerRole.Gvbm:
                return [TranscriptIds.HeaderId(LookupCode), TranscriptIds.SubjectId(claim.Subject!, LookupCode)];
            case SignerRole.PhatHanh:
                return [];
        }
        var ids = new List<string>(Subjects.Count + 3) { TranscriptIds.HeaderId(LookupCode) };
        foreach (var subject in Subjects)
        {
            ids.Add(TranscriptIds.SubjectId(subject.Code, LookupCode));
        }
        ids.Add(TranscriptIds.SummaryId(LookupCode));
        if (claim.Role == SignerRole.Cbql && homeroomTeacherSigned)
        {
            var homeroomTeacher = TranscriptIds.SignatureId(new RoleClaim(SignerRole.Gvcn), LookupCode);
            ids.Add(PlannedSignature.SignatureValueId(homeroomTeacher));
        }
        return ids;
    }

    /// <summary>Those that a role has to wait for and that have not signed.</summary>
    public IEnumerable<RoleClaim> MissingBefore(SignerRole role, SchoolLevelRule rule, HashSet<RoleClaim> signed)
    {
        foreach (var earlier in rule.Roles)
        {
            if (earlier.Role < role && earlier.IsRequired)
            {
                foreach (var claim in ClaimsOf(earlier.Role))
                {
                    if (!signed.Contains(claim))
                    {
                        yield return claim;
                    }
                }
            }
        }
    }

    /// <summary>One claim for a role; for GVBM one for each subject.</summary>
    public IEnumerable<RoleClaim> ClaimsOf(SignerRole role) =>
        role == SignerRole.Gvbm
            ? Subjects.Select(static s => new RoleClaim(SignerRole.Gvbm, s.Code))
            : [new RoleClaim(role)];

    private void Add(SigningErrorKind kind, string sentence, ElementView at)
    {
        if (Violations.Count < MaxViolations)
        {
            Violations.Add(new Violation(kind, sentence, ElementPath.Of(at)));
        }
        else if (Violations.Count == MaxViolations)
        {
            Violations.Add(new Violation(kind, "There are more violations than are listed.", "/"));
        }
    }
}
