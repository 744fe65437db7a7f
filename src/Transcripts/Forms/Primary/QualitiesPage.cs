// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Tiểu học (TT 27/2020): "2. Những phẩm chất chủ yếu", "3. Những năng lực cốt lõi".</summary>
internal sealed class QualitiesPage : FormPage
{
    private const double KeepTable = 230; // the longest of the three, so that no title stands alone

    public override string Key => "qualities";

    public override string Title => "Những phẩm chất chủ yếu và năng lực cốt lõi";

    public override bool IsYearly => true;

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        YearHeading.Draw(pen, year.Transcript.Header);
        var primary = year.Transcript.Summary?.Primary;
        pen.Space(8);
        pen.Heading(StructureType.H1, "2. Những phẩm chất chủ yếu", FormStyles.BodyBold, Align.Left, KeepTable);
        DrawQualities(pen, primary?.Qualities);
        pen.Space(12);
        pen.Heading(StructureType.H1, "3. Những năng lực cốt lõi", FormStyles.BodyBold, Align.Left, KeepTable);
        pen.Heading(StructureType.H2, "3.1. Những năng lực chung", FormStyles.BodyItalic, Align.Left, KeepTable);
        DrawGeneral(pen, primary?.Competences);
        pen.Space(10);
        pen.Heading(StructureType.H2, "3.2. Những năng lực đặc thù", FormStyles.BodyItalic, Align.Left, KeepTable);
        DrawSpecific(pen, primary?.Competences);
    }

    private static void DrawQualities(FormPen pen, PrimaryQualities? qualities) =>
        Draw(
            pen,
            "Phẩm chất",
            qualities?.Remark,
            ("Yêu nước", qualities?.Patriotism),
            ("Nhân ái", qualities?.Kindness),
            ("Chăm chỉ", qualities?.Diligence),
            ("Trung thực", qualities?.Honesty),
            ("Trách nhiệm", qualities?.Responsibility)
        );

    private static void DrawGeneral(FormPen pen, PrimaryCompetences? competences) =>
        Draw(
            pen,
            "Năng lực",
            competences?.GeneralRemark,
            ("Tự chủ và tự học", competences?.SelfReliance),
            ("Giao tiếp và hợp tác", competences?.Cooperation),
            ("Giải quyết vấn đề và sáng tạo", competences?.ProblemSolving)
        );

    private static void DrawSpecific(FormPen pen, PrimaryCompetences? competences) =>
        Draw(
            pen,
            "Năng lực",
            competences?.SpecificRemark,
            ("Ngôn ngữ", competences?.Language),
            ("Tính toán", competences?.Calculation),
            ("Khoa học", competences?.Science),
            ("Công nghệ", competences?.Technology),
            ("Tin học", competences?.Informatics),
            ("Thẩm mĩ", competences?.Aesthetics),
            ("Thể chất", competences?.Physical)
        );

    private static void Draw(
        FormPen pen,
        string kind,
        string? remark,
        params ReadOnlySpan<(string Name, PrimaryLevel? Level)> rows
    )
    {
        pen.Space(4);
        var table = new Table(pen, 170, 62, 261);
        table
            .AddHead()
            .Text(kind, FormStyles.Head, Align.Center)
            .Text("Mức đạt được", FormStyles.Head, Align.Center)
            .Text(FormWords.Remark, FormStyles.Head, Align.Center);
        var first = table.AddRow(26);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = i == 0 ? first : first.AddFollower();
            row.Add(isRowHeader: true).Text(rows[i].Name, FormStyles.Cell);
            row.Add().Text(LevelWords.Of(rows[i].Level), FormStyles.Cell, Align.Center);
        }
        first.Add(rows: rows.Length, standsAtTop: true).Text(remark, FormStyles.Cell);
        table.Draw();
    }
}
