// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Where the blocks and containers of a document are, and which rules of form it breaks. Found in one walk.</summary>
internal sealed class TranscriptLayout
{
    private const int MaxViolations = 100;

    // a school has a dozen subjects, and a dozen are found by looking; a hostile document may have very many
    private const int FewSubjects = 24;
    private readonly List<SubjectBlock> _subjects = new(16);
    private HashSet<string>? _codes;

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
    public IReadOnlyList<SubjectBlock> Subjects => _subjects;

    /// <summary>In document order.</summary>
    public List<RoleContainer> Containers { get; } = [];

    /// <summary>The roles whose container holds a signature.</summary>
    public HashSet<RoleClaim> Signed { get; } = [];

    /// <summary>True when a container of GVBM holds a signature.</summary>
    public bool HasSignedSubject { get; set; }

    /// <summary>At most <see cref="MaxViolations"/> and one that says that there are more.</summary>
    public List<Violation> Violations { get; } = [];

    public void Malformed(string sentence, ElementView at) => Add(SigningErrorKind.MalformedDocument, sentence, at);

    public void Unsupported(string sentence, ElementView at) => Add(SigningErrorKind.UnsupportedFormat, sentence, at);

    /// <summary>True when there is a block of that subject.</summary>
    public bool HasSubject(string code)
    {
        if (_codes is not null)
        {
            return _codes.Contains(code);
        }
        foreach (var subject in _subjects)
        {
            if (subject.Code == code)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Adds a block; false when there is one of its subject.</summary>
    public bool AddSubject(SubjectBlock subject)
    {
        if (HasSubject(subject.Code))
        {
            return false;
        }
        _subjects.Add(subject);
        _codes?.Add(subject.Code);
        if (_codes is null && _subjects.Count > FewSubjects)
        {
            _codes = [.. _subjects.Select(static s => s.Code)];
        }
        return true;
    }

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

    /// <summary>Those that a role has to wait for and that have not signed; null when there is none.</summary>
    public string? MissingBefore(SignerRole role, SchoolLevelRule rule, HashSet<RoleClaim> signed)
    {
        List<RoleClaim>? missing = null;
        for (var i = 0; i < rule.Roles.Count; i++)
        {
            if (rule.Roles[i] is { IsRequired: true } earlier && earlier.Role < role)
            {
                AddMissing(earlier.Role, signed, ref missing);
            }
        }
        return missing is null ? null : ClaimList.Of(missing);
    }

    /// <summary>The roles that the level requires and that have not signed.</summary>
    public IReadOnlyList<RoleClaim> Missing(SchoolLevelRule rule)
    {
        List<RoleClaim>? missing = null;
        for (var i = 0; i < rule.Roles.Count; i++)
        {
            if (rule.Roles[i].IsRequired)
            {
                AddMissing(rule.Roles[i].Role, Signed, ref missing);
            }
        }
        return missing ?? (IReadOnlyList<RoleClaim>)[];
    }

    // one claim for a role; for GVBM one for each subject
    private void AddMissing(SignerRole role, HashSet<RoleClaim> signed, ref List<RoleClaim>? missing)
    {
        if (role == SignerRole.Gvbm)
        {
            foreach (var subject in _subjects)
            {
                AddMissing(new RoleClaim(role, subject.Code), signed, ref missing);
            }
        }
        else
        {
            AddMissing(new RoleClaim(role), signed, ref missing);
        }
    }

    private void AddMissing(RoleClaim claim, HashSet<RoleClaim> signed, ref List<RoleClaim>? missing)
    {
        if (!signed.Contains(claim))
        {
            missing ??= new List<RoleClaim>(_subjects.Count + 3);
            missing.Add(claim);
        }
    }

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
