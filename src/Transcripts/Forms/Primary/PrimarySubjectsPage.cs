// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Tiểu học (TT 27/2020): "1. Các môn học và hoạt động giáo dục".</summary>
internal sealed class PrimarySubjectsPage : FormPage
{
    private const int BlankRows = 14; // of the paper form
    private static readonly double[] s_remarkSizes = [11.5, 10.5, 10];

    public override string Key => "subjects";

    public override string Title => "Các môn học và hoạt động giáo dục";

    public override bool IsYearly => true;

    public override bool ListsSubjects => true;

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        YearHeading.Draw(pen, year.Transcript.Header);
        DrawBody(pen, year.Transcript.Summary?.Primary);
        pen.Space(6);
        pen.Heading(StructureType.H1, "1. Các môn học và hoạt động giáo dục", FormStyles.BodyBold, Align.Left);
        pen.Space(4);
        MakeTable(pen, book, year).Draw();
    }

    private static void DrawBody(FormPen pen, PrimarySummary? summary)
    {
        pen.Fields(
            FormStyles.Field,
            new FormField("Chiều cao:", summary?.HeightCm is { } height ? $"{height} cm" : null, 0.5),
            new FormField(
                "Cân nặng:",
                summary?.WeightKg is { } weight ? $"{VietnameseFormat.Decimal(weight)} kg" : null,
                0.5
            )
        );
        pen.Fields(
            FormStyles.Field,
            new FormField("Số ngày nghỉ có phép:", Number(summary?.ExcusedAbsences), 0.5),
            new FormField("Số ngày nghỉ không phép:", Number(summary?.UnexcusedAbsences), 0.5)
        );
    }

    /// <summary>In the largest type that needs no second sheet; where none does, in the middle one.</summary>
    private static Table MakeTable(FormPen pen, FormBook book, SignedTranscript year)
    {
        foreach (var size in s_remarkSizes)
        {
            var table = MakeTable(pen, book, year, new TextStyle(FontStyle.Regular, size));
            if (table.Height <= pen.Room)
            {
                return table;
            }
        }
        return MakeTable(pen, book, year, FormStyles.Remark);
    }

    private static Table MakeTable(FormPen pen, FormBook book, SignedTranscript year, TextStyle remark)
    {
        var table = new Table(pen, 112, 46, 46, 289);
        table
            .AddHead()
            .Text("Môn học và hoạt động giáo dục", FormStyles.Head, Align.Center)
            .Text("Mức đạt được", FormStyles.Head, Align.Center)
            .Text("Điểm KTĐK", FormStyles.Head, Align.Center)
            .Text(FormWords.Remark, FormStyles.Head, Align.Center);
        foreach (var subject in book.SubjectsOf(year.Transcript))
        {
            AddRow(table, book, year, subject, remark);
        }
        for (var i = year.Transcript.Subjects.Count == 0 ? 0 : BlankRows; i < BlankRows; i++)
        {
            table.AddRow(34).Text(null, remark).Text(null, remark).Text(null, remark).Text(null, remark);
        }
        return table;
    }

    private static void AddRow(
        Table table,
        FormBook book,
        SignedTranscript year,
        SubjectResult subject,
        TextStyle remark
    )
    {
        var row = table.AddRow(28);
        row.Add(isRowHeader: true).Text(subject.Name, FormStyles.Cell);
        row.Text(LevelWords.Of(subject.Attainment), FormStyles.Cell, Align.Center);
        row.Text(Number(subject.PeriodicScore), FormStyles.Cell, Align.Center);
        var cell = row.Add().Text(subject.Remark, remark);
        // teachers of one subject may sign at tiểu học; the form has no column for them
        if (SignatureLines.Find(year, SignerRole.Gvbm, subject.Code) is { } signature)
        {
            SignatureLines.Add(cell, signature, null, book.Zone, FormStyles.SmallSignature);
        }
    }

    private static string? Number(int? value) => value is { } number ? VietnameseFormat.Number(number) : null;
}
