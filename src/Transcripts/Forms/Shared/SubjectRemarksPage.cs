// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// The remarks of the subjects' teachers (THCS, THPT). The paper form has no column for them, but teachers sign them: so they
/// stand on a page of their own, which is left out when there are none.
/// </summary>
internal sealed class SubjectRemarksPage : FormPage
{
    public override string Key => "remarks";

    public override string Title => "Nhận xét của giáo viên bộ môn";

    public override bool IsYearly => true;

    public override bool ListsSubjects => true;

    public override bool IsNeededFor(FormBook book, SignedTranscript year) =>
        book.SubjectsOf(year.Transcript).Any(static subject => !string.IsNullOrWhiteSpace(subject.Remark));

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        pen.Heading(StructureType.H1, "NHẬN XÉT CỦA GIÁO VIÊN BỘ MÔN", FormStyles.Title, Align.Center);
        pen.Space(4);
        YearHeading.Draw(pen, year.Transcript.Header);
        pen.Space(6);
        var table = new Table(pen, 128, 365) { PaddingY = 4 };
        table
            .AddHead()
            .Text(FormWords.Subject, FormStyles.Head, Align.Center)
            .Text(FormWords.Remark, FormStyles.Head, Align.Center);
        foreach (var subject in book.SubjectsOf(year.Transcript))
        {
            var row = table.AddRow(30);
            row.Add(isRowHeader: true).Text(subject.Name, FormStyles.Cell);
            row.Add().Text(subject.Remark, FormStyles.Cell);
        }
        table.Draw();
    }
}
