// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>QUÁ TRÌNH HỌC TẬP: one row a year, and empty rows as on paper.</summary>
internal sealed class EducationHistoryPage : FormPage
{
    private const double RowHeight = 36;

    public override string Key => "history";

    public override string Title => "Quá trình học tập";

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        pen.Heading(StructureType.H1, "QUÁ TRÌNH HỌC TẬP", FormStyles.Title, Align.Center);
        pen.Space(10);
        var table = new Table(pen, 68, 44, 200, 82, 82);
        table
            .AddHead()
            .Text("Năm học", FormStyles.Head, Align.Center)
            .Text("Lớp", FormStyles.Head, Align.Center)
            .Text("Tên trường, xã (phường),\ntỉnh (thành phố)", FormStyles.Head, Align.Center)
            .Text("Số đăng bộ", FormStyles.Head, Align.Center)
            .Text("Ngày nhập học", FormStyles.Head, Align.Center);
        foreach (var one in book.Years)
        {
            AddRow(table, one.Transcript.Header);
        }
        for (var room = pen.Room - table.Height; room >= RowHeight; room -= RowHeight)
        {
            AddBlank(table.AddRow(RowHeight));
        }
        table.Draw();
    }

    private static void AddRow(Table table, TranscriptHeader header) =>
        table
            .AddRow(RowHeight)
            .Text(header.SchoolYear, FormStyles.Cell, Align.Center)
            .Text(header.ClassName, FormStyles.Cell, Align.Center)
            .Text($"{header.SchoolName}, {header.Commune}, {header.Province}", FormStyles.Cell)
            .Text(header.RegisterNumber, FormStyles.Cell, Align.Center)
            .Text(header.EnrolledOn is { } date ? VietnameseFormat.Date(date) : null, FormStyles.Cell, Align.Center);

    private static void AddBlank(TableRow row)
    {
        for (var i = 0; i < 5; i++)
        {
            row.Add();
        }
    }
}
