// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The summary table of THCS and THPT (TT 22/2021).</summary>
public sealed record SecondarySummary
{
    /// <summary>Học kì I.</summary>
    public TermSummary? Term1 { get; init; }

    /// <summary>Học kì II.</summary>
    public TermSummary? Term2 { get; init; }

    /// <summary>Cả năm.</summary>
    public required TermSummary WholeYear { get; init; }

    /// <summary>Rèn luyện lại (in the summer), nếu có.</summary>
    public Rating? ConductAgain { get; init; }

    /// <summary>Học tập lại: the result after re-assessment, nếu có.</summary>
    public Rating? StudyAgain { get; init; }
}
