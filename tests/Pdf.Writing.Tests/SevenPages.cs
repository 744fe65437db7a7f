// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>
/// About as much as a lower secondary school's transcript of one year draws: seven pages, two large tables with rules, the
/// signer's name, time and serial beside each subject, remarks that wrap, dotted lines, a QR code, signature fields.
/// </summary>
public static class SevenPages
{
    private const double Left = 60;
    private const double Width = 480;

    private static readonly string[] s_subjects =
    [
        "Toán",
        "Lịch sử và Địa lí",
        "Khoa học tự nhiên",
        "Tin học",
        "Ngữ văn",
        "Ngoại ngữ 1 (Tiếng Anh)",
        "Giáo dục công dân",
        "Công nghệ",
        "Giáo dục thể chất",
        "Nghệ thuật",
        "Ngoại ngữ 2",
        "Nội dung giáo dục của địa phương",
        "Hoạt động trải nghiệm, hướng nghiệp",
    ];

    private static readonly double[] s_columns = [110, 45, 45, 45, 55, 180];

    /// <summary>Makes one for a pupil.</summary>
    public static byte[] Make(FontLibrary fonts, int pupil, PdfConformance conformance = PdfConformance.PdfA3b)
    {
        using var document = new PdfDocumentBuilder(
            fonts,
            new PdfDocumentOptions
            {
                Conformance = conformance,
                Title = $"Học bạ trung học cơ sở – Nguyễn Thị Ánh Tuyết {pupil}",
                CreationTime = new DateTimeOffset(2026, 5, 25, 10, 30, 0, TimeSpan.FromHours(7)),
            }
        );
        for (var number = 1; number <= 7; number++)
        {
            var page = document.AddPage(PageSize.A4);
            var section = document.Structure.Add(StructureType.Sect);
            using (page.Tag(section.Add(StructureType.H1)))
            {
                page.DrawTextCentered(297.6, 70, "HỌC BẠ TRUNG HỌC CƠ SỞ", fonts.Bold, 16);
            }
            Content(page, section, fonts, pupil, number);
            using (page.Artifact(ArtifactKind.Pagination))
            {
                page.DrawTextCentered(297.6, 815, $"Trang {number}/7", fonts.Italic, 10);
            }
        }
        var form = document.Structure.Add(StructureType.Sect);
        var box = new PdfRectangle(330, 600, 180, 90);
        document.Pages[6].AddSignatureField("CBQL", box, form.Add(StructureType.Form));
        document.Pages[6].AddSignatureField("PHAT_HANH", box with { X = 60 }, form.Add(StructureType.Form));
        return document.ToArray();
    }

    private static void Content(PdfPage page, StructureElement section, FontLibrary fonts, int pupil, int number)
    {
        if (number is 4 or 6)
        {
            Table(page, section.Add(StructureType.Table), fonts, pupil);
            Lines(page, section, fonts, 690, 4);
        }
        else if (number == 1)
        {
            Lines(page, section, fonts, 300, 8);
            using (page.Tag(section.AddFigure("Mã QR")))
            {
                page.DrawMatrix(
                    33,
                    (x, y) => ((x * 7) + (y * 13) + (x * y)) % 3 == 0,
                    new PdfRectangle(430, 680, 90, 90)
                );
            }
        }
        else
        {
            Lines(page, section, fonts, 110, 25);
        }
    }

    private static void Lines(PdfPage page, StructureElement section, FontLibrary fonts, double y, int count)
    {
        for (var i = 0; i < count; i++, y += 24)
        {
            const string Label = "Kết quả rèn luyện trong kì nghỉ hè (nếu có):";
            using (page.Tag(section.Add(StructureType.P)))
            {
                page.DrawText(Left, y, Label, fonts.Regular, 13);
                page.DrawText(Left + fonts.Regular.Measure(Label, 13) + 6, y, "Nguyễn Văn Hưởng", fonts.Bold, 13);
            }
            page.DrawLine(Left + 270, y + 2, Left + Width, y + 2, LineStyle.Dotted);
        }
    }

    private static void Table(PdfPage page, StructureElement table, FontLibrary fonts, int pupil)
    {
        string[] head =
        [
            "Môn học/Hoạt động giáo dục",
            "Học kì I",
            "Học kì II",
            "Cả năm",
            "Đánh giá lại",
            "Giáo viên bộ môn",
        ];
        const double Height = 42;
        var y = 100.0;
        var row = table.Add(StructureType.TR);
        for (var column = 0; column < head.Length; column++)
        {
            Cell(page, row.AddHeader(HeaderScope.Column), fonts.Bold, head[column], column, y, 11);
        }
        for (var subject = 0; subject < s_subjects.Length; subject++)
        {
            y += Height;
            row = table.Add(StructureType.TR);
            var mark = $"{(pupil + subject) % 10},{(pupil * 7) % 10}";
            Cell(page, row.AddHeader(HeaderScope.Row), fonts.Regular, s_subjects[subject], 0, y, 12);
            Cell(page, row.AddCell(), fonts.Regular, mark, 1, y, 12);
            Cell(page, row.AddCell(), fonts.Regular, mark, 2, y, 12);
            Cell(page, row.AddCell(), fonts.Regular, mark, 3, y, 12);
            Cell(page, row.AddCell(), fonts.Regular, "", 4, y, 12);
            var signer =
                $"Đã ký số: Nguyễn Thị Ánh Tuyết, 25/05/2026 10:30:{(subject + pupil) % 60:00} +07:00, số hiệu 5A0{pupil:X4}{subject:X2}";
            Cell(page, row.AddCell(), fonts.Regular, signer, 5, y, 9);
        }
    }

    private static void Cell(
        PdfPage page,
        StructureElement cell,
        PdfFont font,
        string text,
        int column,
        double y,
        double size
    )
    {
        var x = Left + s_columns[..column].Sum();
        page.DrawRectangle(new PdfRectangle(x, y, s_columns[column], 42), LineStyle.Thin);
        if (text.Length == 0)
        {
            return;
        }
        using (page.Tag(cell))
        {
            var baseline = y + size + 2;
            foreach (var line in font.BreakLines(text, size, s_columns[column] - 6))
            {
                page.DrawText(x + 3, baseline, line, font, size);
                baseline += size * 1.15;
            }
        }
    }
}
