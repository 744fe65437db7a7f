// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>What stands in the fields about promotion: the class that follows, in the one field that applies.</summary>
internal static class PromotionWords
{
    public static bool IsLastOfLevel(TranscriptHeader header) =>
        header.Grade == SchoolLevels.GradesOf(header.Level).Last;

    public static (string? Promoted, string? Again, string? Not) Of(YearSummary? summary, TranscriptHeader header)
    {
        var isLast = IsLastOfLevel(header);
        var next = isLast ? $"hoàn thành lớp {header.Grade}" : $"lớp {header.Grade + 1}";
        return summary?.Promotion switch
        {
            // no class follows the last: the field about the level says it all, when it is stated
            Promotion.Promoted when isLast && summary.LevelCompleted == true => default,
            Promotion.Promoted => (next, null, null),
            Promotion.PromotedAfterReassessment => (null, next, null),
            Promotion.NotPromoted => (null, null, $"học lại lớp {header.Grade}"),
            _ => default,
        };
    }

    public static string? Completion(bool? isCompleted) =>
        isCompleted switch
        {
            true => "đã hoàn thành",
            false => "chưa hoàn thành",
            _ => null,
        };
}
