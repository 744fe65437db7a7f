// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The subject page of THCS (TT 22/2021). Its rows come from the transcript, in their order there.</summary>
internal sealed class LowerSecondarySubjectsPage : FormPage
{
    private const int BlankRows = 13; // of the paper form

    public override string Key => "subjects";

    public override string Title => "Kết quả học tập các môn học";

    public override bool IsYearly => true;

    public override bool ListsSubjects => true;

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        pen.Heading(StructureType.H1, "KẾT QUẢ HỌC TẬP", FormStyles.Title, Align.Center);
        pen.Space(2);
        YearHeading.Draw(pen, year.Transcript.Header);
        pen.Space(5);
        var table = new SubjectTable(pen, book, year);
        foreach (var subject in book.SubjectsOf(year.Transcript))
        {
            table.Add(subject);
        }
        for (var i = year.Transcript.Subjects.Count == 0 ? 0 : BlankRows; i < BlankRows; i++)
        {
            table.AddBlank();
        }
        table.Draw();
        SubjectsFoot.Draw(pen, book, year);
    }
}
