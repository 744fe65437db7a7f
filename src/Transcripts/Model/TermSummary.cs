// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>One row of the summary table: a term or the year.</summary>
/// <param name="Conduct">Mức đánh giá kết quả rèn luyện.</param>
/// <param name="Study">Mức đánh giá kết quả học tập.</param>
/// <param name="Absences">Tổng số buổi nghỉ học, 0 to 400.</param>
public sealed record TermSummary(Rating Conduct, Rating Study, int Absences);
