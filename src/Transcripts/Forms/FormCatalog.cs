// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The forms.</summary>
public static class FormCatalog
{
    /// <summary>One form for each level.</summary>
    public static IReadOnlyList<TranscriptForm> All { get; } =
    [
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
        },
    ];

    /// <summary>The form of a level.</summary>
    public static TranscriptForm Of(SchoolLevel level) => All.First(form => form.Level == level);
}
