// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>ThongTinHocBa: the block that every role signs, because it says whose transcript this is.</summary>
public sealed record TranscriptHeader
{
    /// <summary>Mã số tra cứu: 32 hex characters, one per transcript.</summary>
    public required string LookupCode { get; init; }

    /// <summary>Mã trường: 4 to 20 digits or upper-case letters.</summary>
    public required string SchoolCode { get; init; }

    /// <summary>Tên trường.</summary>
    public required string SchoolName { get; init; }

    /// <summary>Xã/phường of the school, as on the cover.</summary>
    public required string Commune { get; init; }

    /// <summary>Tỉnh/thành phố of the school, as on the cover.</summary>
    public required string Province { get; init; }

    /// <summary>Cấp học.</summary>
    public required SchoolLevel Level { get; init; }

    /// <summary>Năm học, as <c>2025-2026</c>.</summary>
    public required string SchoolYear { get; init; }

    /// <summary>Khối: 1 to 12.</summary>
    public required int Grade { get; init; }

    /// <summary>Lớp, as <c>7A1</c>.</summary>
    public required string ClassName { get; init; }

    /// <summary>Số (sổ) đăng bộ; null when the school keeps none.</summary>
    public string? RegisterNumber { get; init; }

    /// <summary>Ngày nhập học; null when unknown.</summary>
    public DateOnly? EnrolledOn { get; init; }

    /// <summary>The pupil.</summary>
    public required Pupil Pupil { get; init; }

    /// <summary>NamTruoc: the link to the year before; null in the first year.</summary>
    public PreviousYear? PreviousYear { get; init; }
}
