// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Makes results that agree with each other: marks about the pupil's ability, ratings that follow from the marks.</summary>
internal sealed class SampleResults(SampleSchool school, SampleRandom random)
{
    private const int Good = 8;
    private const int Fair = 6;

    public IReadOnlyList<SubjectResult> Subjects(int ability)
    {
        var subjects = SampleSubjects.OfPupil(school.Level, random);
        var topics = school.Level == SchoolLevel.Thpt ? SampleSubjects.TopicGroupsOf(subjects) : new HashSet<string>();
        return [.. subjects.Select(s => Subject(s, ability, topics.Contains(s.Code)))];
    }

    public YearSummary Summary(int ability, IReadOnlyList<SubjectResult> subjects)
    {
        var secondary = school.Level == SchoolLevel.TieuHoc ? null : Secondary(subjects);
        var primary = school.Level == SchoolLevel.TieuHoc ? Primary(ability, subjects) : null;
        return new YearSummary
        {
            Secondary = secondary,
            Primary = primary,
            Promotion = Promotion.Promoted,
            Competitions = ability > Good ? ["Giải Ba hội thi Tin học trẻ cấp trường"] : [],
            Awards =
                secondary is not null ? SampleRatings.Awards(secondary.WholeYear, subjects)
                : primary is not null ? SampleRatings.Awards(primary.Outcome)
                : [],
            Remark = SampleRemarks.OfYear(random),
            HomeroomTeacher = school.HomeroomTeacher,
        };
    }

    private SubjectResult Subject(SampleSubject subject, int ability, bool hasTopics)
    {
        var result = new SubjectResult
        {
            Code = subject.Code,
            Name = subject.Name,
            Kind = subject.Kind,
            Remark = SampleRemarks.OfSubject(random, subject.Name),
            Teacher = school.Teachers[subject.Code],
        };
        if (school.Level == SchoolLevel.TieuHoc)
        {
            return result with
            {
                Attainment = ability >= Good ? PrimaryAttainment.Good : PrimaryAttainment.Completed,
                PeriodicScore = subject.HasScore ? Math.Min(10, ability + random.Next(2)) : null,
            };
        }
        var (term1, term2, year) = Marks(subject, ability);
        return result with
        {
            Term1 = term1,
            Term2 = term2,
            WholeYear = year,
            TopicGroup = hasTopics ? new TopicGroup($"Cụm chuyên đề {subject.Name}", term1, term2, year) : null,
        };
    }

    /// <summary>TT 22/2021: the year is one part of term 1 and two parts of term 2, rounded to one decimal.</summary>
    private (Mark Term1, Mark Term2, Mark Year) Marks(SampleSubject subject, int ability)
    {
        if (!subject.HasScore)
        {
            var passed = Mark.OfRemark(passed: true);
            return (passed, passed, passed);
        }
        var first = ability + (random.Next(11) / 10m);
        var second = Math.Min(10m, ability + 0.5m + (random.Next(11) / 10m));
        var year = decimal.Round((first + (2 * second)) / 3, 1, MidpointRounding.AwayFromZero);
        return (Mark.OfScore(first), Mark.OfScore(second), Mark.OfScore(year));
    }

    private SecondarySummary Secondary(IReadOnlyList<SubjectResult> subjects)
    {
        var (first, second) = (random.Next(4), random.Next(4));
        return new SecondarySummary
        {
            Term1 = new TermSummary(Rating.Good, SampleRatings.Study(subjects.Select(static s => s.Term1)), first),
            Term2 = new TermSummary(Rating.Good, SampleRatings.Study(subjects.Select(static s => s.Term2)), second),
            WholeYear = new TermSummary(
                Rating.Good,
                SampleRatings.Study(subjects.Select(static s => s.WholeYear)),
                first + second
            ),
        };
    }

    private PrimarySummary Primary(int ability, IReadOnlyList<SubjectResult> subjects)
    {
        var level = ability >= Fair ? PrimaryLevel.Good : PrimaryLevel.Passed;
        var lowest = ability >= Good ? PrimaryLevel.Good : PrimaryLevel.Passed;
        return new PrimarySummary
        {
            HeightCm = 122 + random.Next(20),
            WeightKg = 24 + (random.Next(140) / 10m),
            ExcusedAbsences = random.Next(5),
            UnexcusedAbsences = random.Next(2),
            Qualities = new PrimaryQualities(level, PrimaryLevel.Good, level, PrimaryLevel.Good, level)
            {
                Remark = SampleRemarks.Short(random),
            },
            Competences = new PrimaryCompetences
            {
                SelfReliance = level,
                Cooperation = PrimaryLevel.Good,
                ProblemSolving = level,
                GeneralRemark = SampleRemarks.Short(random),
                Language = level,
                Calculation = level,
                Science = level,
                Technology = lowest,
                Informatics = level,
                Aesthetics = lowest,
                Physical = PrimaryLevel.Good,
                SpecificRemark = SampleRemarks.Short(random),
            },
            Outcome = SampleRatings.Outcome(subjects, lowest),
        };
    }
}
