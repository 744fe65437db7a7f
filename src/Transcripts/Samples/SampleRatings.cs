// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>What the circulars derive from marks: TT 22/2021 at THCS and THPT, TT 27/2020 at tiểu học.</summary>
internal static class SampleRatings
{
    private const int ManySubjects = 6;

    /// <summary>Kết quả học tập of a term or the year (TT 22, Điều 9), from its marks.</summary>
    public static Rating Study(IEnumerable<Mark?> marks)
    {
        Mark[] all = [.. marks.OfType<Mark>()];
        var failed = all.Count(static m => m is { Score: null, Passed: false });
        return failed == 0 && Reach(all, 6.5m, 8) ? Rating.Good
            : failed == 0 && Reach(all, 5, 6.5m) ? Rating.Fair
            : failed <= 1 && Reach(all, 3.5m, 5) ? Rating.Passed
            : Rating.NotPassed;
    }

    /// <summary>Khen thưởng at the end of the year (TT 22, Điều 15).</summary>
    public static IReadOnlyList<string> Awards(TermSummary year, IEnumerable<SubjectResult> subjects) =>
        year is not { Conduct: Rating.Good, Study: Rating.Good } ? []
        : subjects.Count(static s => s.WholeYear?.Score >= 9) >= ManySubjects ? ["Học sinh Xuất sắc"]
        : ["Học sinh Giỏi"];

    /// <summary>Đánh giá kết quả giáo dục (TT 27, Điều 9), from subjects and the lowest of qualities and competences.</summary>
    public static PrimaryOutcome Outcome(IReadOnlyList<SubjectResult> subjects, PrimaryLevel lowest)
    {
        var lowestScore = subjects.Min(static s => s.PeriodicScore) ?? 10;
        var allGood = lowest == PrimaryLevel.Good && subjects.All(static s => s.Attainment == PrimaryAttainment.Good);
        var allCompleted =
            lowest != PrimaryLevel.NeedsEffort
            && subjects.All(static s => s.Attainment != PrimaryAttainment.NotCompleted);
        return lowestScore switch
        {
            >= 9 when allGood => PrimaryOutcome.Excellent,
            >= 7 when allGood => PrimaryOutcome.Good,
            >= 5 when allCompleted => PrimaryOutcome.Completed,
            _ => PrimaryOutcome.NotCompleted,
        };
    }

    /// <summary>Khen thưởng at the end of the year (TT 27, Điều 13).</summary>
    public static IReadOnlyList<string> Awards(PrimaryOutcome outcome) =>
        outcome switch
        {
            PrimaryOutcome.Excellent => ["Học sinh Xuất sắc"],
            PrimaryOutcome.Good => ["Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện"],
            _ => [],
        };

    /// <summary>No score is below <paramref name="every"/>, and many are not below <paramref name="many"/>.</summary>
    private static bool Reach(Mark[] marks, decimal every, decimal many) =>
        marks.All(m => m.Score is null || m.Score >= every) && marks.Count(m => m.Score >= many) >= ManySubjects;
}
