// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The summary of tiểu học (TT 27/2020).</summary>
public sealed record PrimarySummary
{
    /// <summary>Chiều cao, cm.</summary>
    public int? HeightCm { get; init; }

    /// <summary>Cân nặng, kg with one decimal.</summary>
    public decimal? WeightKg { get; init; }

    /// <summary>Số ngày nghỉ có phép.</summary>
    public int ExcusedAbsences { get; init; }

    /// <summary>Số ngày nghỉ không phép.</summary>
    public int UnexcusedAbsences { get; init; }

    /// <summary>Những phẩm chất chủ yếu.</summary>
    public required PrimaryQualities Qualities { get; init; }

    /// <summary>Những năng lực cốt lõi.</summary>
    public required PrimaryCompetences Competences { get; init; }

    /// <summary>Đánh giá kết quả giáo dục.</summary>
    public required PrimaryOutcome Outcome { get; init; }
}
