// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The made-up school and class of a sample: what identities and certificates for it have to say.</summary>
public sealed record SampleSchool
{
    /// <summary>The level.</summary>
    public required SchoolLevel Level { get; init; }

    /// <summary>Mã trường, as in each transcript.</summary>
    public required string Code { get; init; }

    /// <summary>Tên trường.</summary>
    public required string Name { get; init; }

    /// <summary>Xã/phường.</summary>
    public required string Commune { get; init; }

    /// <summary>Tỉnh/thành phố.</summary>
    public required string Province { get; init; }

    /// <summary>Lớp, as <c>7A1</c>.</summary>
    public required string ClassName { get; init; }

    /// <summary>Hiệu trưởng.</summary>
    public required Teacher Principal { get; init; }

    /// <summary>Giáo viên chủ nhiệm.</summary>
    public required Teacher HomeroomTeacher { get; init; }

    /// <summary>Every subject that a pupil of the class may take, in the form's order.</summary>
    public required IReadOnlyList<SampleSubject> Subjects { get; init; }

    /// <summary>Who teaches each subject, by its code.</summary>
    public required IReadOnlyDictionary<string, Teacher> Teachers { get; init; }

    /// <summary>Every claim that the class may need: GVBM of each subject, GVCN, CBQL, PHAT_HANH.</summary>
    public IReadOnlyList<RoleClaim> Claims =>
        [
            .. Subjects.Select(static s => new RoleClaim(SignerRole.Gvbm, s.Code)),
            new(SignerRole.Gvcn),
            new(SignerRole.Cbql),
            new(SignerRole.PhatHanh),
        ];

    internal int Grade { get; init; }
}
