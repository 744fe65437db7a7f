// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>A thousand samples of each level against what TT 27/2020 and TT 22/2021 derive from marks.</summary>
public sealed class SampleRulesTests
{
    private static readonly string[] PrimaryAwards =
    [
        "Học sinh Xuất sắc",
        "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện",
    ];

    [Theory]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public void Secondary_WhenStudyIsRated_FollowsFromTheMarks(SchoolLevel level)
    {
        var seen = new HashSet<Rating>();
        foreach (var (subjects, summary) in Samples(level))
        {
            var secondary = summary.Secondary!;
            Assert.Equal(StudyOf(subjects.Select(s => s.Term1!.Value)), secondary.Term1!.Study);
            Assert.Equal(StudyOf(subjects.Select(s => s.Term2!.Value)), secondary.Term2!.Study);
            Assert.Equal(StudyOf(subjects.Select(s => s.WholeYear!.Value)), secondary.WholeYear.Study);
            Assert.Equal(secondary.Term1.Absences + secondary.Term2.Absences, secondary.WholeYear.Absences);
            seen.Add(secondary.WholeYear.Study);
        }
        Assert.Equal([Rating.Good, Rating.Fair, Rating.Passed], seen.Order());
    }

    [Theory]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public void Secondary_WhenTheYearEnds_MarksPromotionAndAwardsAgree(SchoolLevel level)
    {
        var seen = new HashSet<string>();
        foreach (var (subjects, summary) in Samples(level))
        {
            foreach (var subject in subjects.Where(s => s.Term1!.Value.Score is not null))
            {
                var sum = subject.Term1!.Value.Score!.Value + (2 * subject.Term2!.Value.Score!.Value);
                Assert.InRange(subject.WholeYear!.Value.Score!.Value - (sum / 3), -0.05m, 0.05m);
            }
            var year = summary.Secondary!.WholeYear;
            Assert.Equal(Promotion.Promoted, summary.Promotion);
            Assert.True(year is { Conduct: <= Rating.Passed, Study: <= Rating.Passed, Absences: <= 45 });
            var excellent = subjects.Count(s => s.WholeYear!.Value.Score >= 9) >= 6;
            var award =
                year is not { Conduct: Rating.Good, Study: Rating.Good } ? ""
                : excellent ? "Học sinh Xuất sắc"
                : "Học sinh Giỏi";
            Assert.Equal(award, string.Join('|', summary.Awards));
            seen.Add(award);
        }
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void Primary_WhenTheYearEnds_OutcomeAndAwardsFollowFromAllResults()
    {
        var seen = new HashSet<PrimaryOutcome>();
        foreach (var (subjects, summary) in Samples(SchoolLevel.TieuHoc))
        {
            var outcome = OutcomeOf(subjects, LevelsOf(summary.Primary!));
            Assert.Equal(outcome, summary.Primary!.Outcome);
            Assert.Equal(Promotion.Promoted, summary.Promotion);
            Assert.Equal(PrimaryAwards.Skip((int)outcome - 1).Take(1), summary.Awards);
            seen.Add(outcome);
        }
        Assert.Equal([PrimaryOutcome.Excellent, PrimaryOutcome.Good, PrimaryOutcome.Completed], seen.Order());
    }

    private static IEnumerable<(IReadOnlyList<SubjectResult> Subjects, YearSummary Summary)> Samples(
        SchoolLevel level
    ) =>
        Enumerable
            .Range(0, 25)
            .SelectMany(seed => SampleClass.Generate(level, 40, seed))
            .Select(s => (s.Transcript.Subjects, s.Transcript.Summary!));

    /// <summary>TT 22/2021, Điều 9, khoản 2.</summary>
    private static Rating StudyOf(IEnumerable<Mark> marks)
    {
        var all = marks.ToArray();
        var scores = all.Where(m => m.Score is not null).Select(m => m.Score!.Value).OrderDescending().ToArray();
        var failed = all.Count(m => m is { Score: null, Passed: false });
        var (sixth, least) = (scores[5], scores[^1]);
        return failed == 0 && least >= 6.5m && sixth >= 8 ? Rating.Good
            : failed == 0 && least >= 5 && sixth >= 6.5m ? Rating.Fair
            : failed <= 1 && least >= 3.5m && sixth >= 5 ? Rating.Passed
            : Rating.NotPassed;
    }

    /// <summary>TT 27/2020, Điều 9, khoản 2.</summary>
    private static PrimaryOutcome OutcomeOf(IReadOnlyList<SubjectResult> subjects, PrimaryLevel[] levels)
    {
        var test = subjects.Min(s => s.PeriodicScore)!.Value;
        var subject = subjects.Max(s => s.Attainment)!.Value; // the worst of them, as is the level
        var level = levels.Max();
        return (subject, level, test) is (PrimaryAttainment.Good, PrimaryLevel.Good, >= 9) ? PrimaryOutcome.Excellent
            : (subject, level, test) is (PrimaryAttainment.Good, PrimaryLevel.Good, >= 7) ? PrimaryOutcome.Good
            : (subject, level, test) is (<= PrimaryAttainment.Completed, <= PrimaryLevel.Passed, >= 5)
                ? PrimaryOutcome.Completed
            : PrimaryOutcome.NotCompleted;
    }

    private static PrimaryLevel[] LevelsOf(PrimarySummary summary)
    {
        var (qualities, competences) = (summary.Qualities, summary.Competences);
        return
        [
            qualities.Patriotism,
            qualities.Kindness,
            qualities.Diligence,
            qualities.Honesty,
            qualities.Responsibility,
            competences.SelfReliance,
            competences.Cooperation,
            competences.ProblemSolving,
            competences.Language,
            competences.Calculation,
            competences.Science!.Value,
            competences.Technology!.Value,
            competences.Informatics!.Value,
            competences.Aesthetics,
            competences.Physical,
        ];
    }
}
