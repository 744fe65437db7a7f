// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Both terms and the year by conduct, study, absences, and what was assessed again (TT 22/2021).</summary>
internal static class SummaryTable
{
    public static void Draw(FormPen pen, SecondarySummary? summary)
    {
        var table = new Table(pen, 76, 84, 84, 78, 84, 84);
        AddHead(table);
        AddRow(table, "Học kì I", summary?.Term1, null, null);
        AddRow(table, "Học kì II", summary?.Term2, null, null);
        AddRow(table, "Cả năm", summary?.WholeYear, summary?.ConductAgain, summary?.StudyAgain);
        table.Draw();
    }

    private static void AddHead(Table table)
    {
        var (style, center) = (FormStyles.Head, Align.Center);
        var first = table.AddHead();
        first.Add(rows: 2).Text("Học kì", style, center);
        first.Add(columns: 2).Text("Mức đánh giá", style, center);
        first.Add(rows: 2).Text("Tổng số buổi nghỉ học", style, center);
        first.Add(columns: 2).Text("Đánh giá lại, rèn luyện trong kì nghỉ hè", style, center);
        var second = table.AddHead();
        second.AddAt(1).Text("Kết quả rèn luyện", style, center);
        second.Add().Text("Kết quả học tập", style, center);
        second.AddAt(4).Text("Rèn luyện lại", style, center);
        second.Add().Text("Học tập lại", style, center);
    }

    private static void AddRow(Table table, string name, TermSummary? term, Rating? conductAgain, Rating? studyAgain)
    {
        var row = table.AddRow(24);
        row.Add(isRowHeader: true).Text(name, FormStyles.CellBold, Align.Center);
        row.Text(Words(term?.Conduct), FormStyles.Cell, Align.Center)
            .Text(Words(term?.Study), FormStyles.Cell, Align.Center)
            .Text(term is null ? null : VietnameseFormat.Number(term.Absences), FormStyles.Cell, Align.Center)
            .Text(Words(conductAgain), FormStyles.Cell, Align.Center)
            .Text(Words(studyAgain), FormStyles.Cell, Align.Center);
    }

    private static string? Words(Rating? rating) =>
        rating switch
        {
            Rating.Good => "Tốt",
            Rating.Fair => "Khá",
            Rating.Passed => "Đạt",
            Rating.NotPassed => "Chưa đạt",
            _ => null,
        };
}
