// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The forms.</summary>
public static class FormCatalog
{
    /// <summary>One form for each level.</summary>
    public static IReadOnlyList<TranscriptForm> All { get; } = [Primary(), LowerSecondary(), UpperSecondary()];

    /// <summary>The form of a level.</summary>
    public static TranscriptForm Of(SchoolLevel level)
    {
        foreach (var form in All)
        {
            if (form.Level == level)
            {
                return form;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(level), level, "No such level.");
    }

    private static TranscriptForm Primary() =>
        new()
        {
            Id = "tieu-hoc-tt27-2020",
            Level = SchoolLevel.TieuHoc,
            Title = "Học bạ tiểu học",
            Circular = "27/2020/TT-BGDĐT",
            CoverTitle = "TIỂU HỌC",
            Layout =
            [
                new CoverPage(),
                new PersonalPage(),
                new EducationHistoryPage(),
                new PrimarySubjectsPage(),
                new QualitiesPage(),
                new PrimaryOutcomePage(),
            ],
        };

    private static TranscriptForm LowerSecondary() =>
        new()
        {
            Id = "thcs-tt22-2021",
            Level = SchoolLevel.Thcs,
            Title = "Học bạ trung học cơ sở",
            Circular = "22/2021/TT-BGDĐT",
            CoverTitle = "TRUNG HỌC CƠ SỞ",
            Layout =
            [
                new CoverPage(),
                new PersonalPage(),
                new EducationHistoryPage(),
                new LowerSecondarySubjectsPage(),
                new SubjectRemarksPage(),
                new YearSummaryPage("Đã hoàn thành chương trình trung học cơ sở:"),
            ],
        };

    private static TranscriptForm UpperSecondary() =>
        new()
        {
            Id = "thpt-tt22-2021",
            Level = SchoolLevel.Thpt,
            Title = "Học bạ trung học phổ thông",
            Circular = "22/2021/TT-BGDĐT",
            CoverTitle = "TRUNG HỌC PHỔ THÔNG",
            Layout =
            [
                new CoverPage(),
                new PersonalPage(),
                new EducationHistoryPage(),
                new UpperSecondarySubjectsPage(),
                new SubjectRemarksPage(),
                new YearSummaryPage("Đã hoàn thành chương trình trung học phổ thông:"),
            ],
        };
}
