// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The subject table of TT 22/2021: both terms, the year, re-assessment, and the subject's teacher.</summary>
internal sealed class SubjectTable
{
    private const double RowHeight = 26;

    private readonly Table _table;
    private readonly FormBook _book;
    private readonly SignedTranscript _year;

    public SubjectTable(FormPen pen, FormBook book, SignedTranscript year)
    {
        (_book, _year) = (book, year);
        _table = new Table(pen, 132, 47, 49, 45, 52, 168) { PaddingY = 1.2 };
        AddHead(_table);
    }

    /// <summary>A subject or activity, with its teacher's signature.</summary>
    public void Add(SubjectResult subject)
    {
        var row = _table.AddRow(RowHeight);
        row.Add(isRowHeader: true).Text(subject.Name, FormStyles.Cell);
        AddMarks(row, subject.Term1, subject.Term2, subject.WholeYear, subject.Reassessed);
        var teacher = row.Add().Text(subject.Teacher.FullName, FormStyles.Cell, Align.Center);
        if (SignatureLines.Find(_year, SignerRole.Gvbm, subject.Code) is { } signature)
        {
            if (_book.Pictures.Of(signature.Role) is { } image)
            {
                teacher.Area(28, new PictureArea(image, null));
            }
            SignatureLines.Add(teacher, signature, subject.Teacher.FullName, _book.Zone, FormStyles.SmallSignature);
        }
    }

    /// <summary>A group of study topics; its subject's teacher answers for it.</summary>
    public void Add(TopicGroup topics, Teacher teacher)
    {
        var row = _table.AddRow(18);
        row.Add(isRowHeader: true).Text(topics.Name, FormStyles.Cell);
        AddMarks(row, topics.Term1, topics.Term2, topics.WholeYear, null);
        row.Add().Text(teacher.FullName, FormStyles.Cell, Align.Center);
    }

    /// <summary>A line over the whole width that names the rows below it.</summary>
    public void AddGroup(string title) =>
        _table.AddRow(17).Add(columns: 6, isRowHeader: true).Text(title, FormStyles.CellBold);

    /// <summary>An empty row, as on paper.</summary>
    public void AddBlank()
    {
        var row = _table.AddRow(RowHeight);
        for (var i = 0; i < 6; i++)
        {
            row.Add();
        }
    }

    public void Draw() => _table.Draw();

    private static void AddHead(Table table)
    {
        var (style, center) = (FormStyles.Head, Align.Center);
        var first = table.AddHead();
        first.Add(rows: 2).Text(FormWords.Subject, style, center);
        first.Add(columns: 3).Text("Điểm trung bình môn học\nhoặc mức đánh giá", style, center);
        first.Add(rows: 2).Text("Đánh giá lại", style, center).Text("(nếu có)", FormStyles.HeadHint, center);
        first
            .Add(rows: 2)
            .Text("Giáo viên bộ môn", style, center)
            .Text("(ký, ghi rõ họ tên)", FormStyles.HeadHint, center);
        var second = table.AddHead();
        second.AddAt(1).Text("Học kì I", FormStyles.SubHead, center);
        second.Add().Text("Học kì II", FormStyles.SubHead, center);
        second.Add().Text("Cả năm", FormStyles.SubHead, center);
    }

    private static void AddMarks(TableRow row, Mark? term1, Mark? term2, Mark? year, Mark? again)
    {
        row.Text(VietnameseFormat.Mark(term1), FormStyles.Cell, Align.Center);
        row.Text(VietnameseFormat.Mark(term2), FormStyles.Cell, Align.Center);
        row.Text(VietnameseFormat.Mark(year), FormStyles.CellBold, Align.Center);
        row.Text(VietnameseFormat.Mark(again), FormStyles.Cell, Align.Center);
    }
}
