// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>Documents that the tests make.</summary>
internal static class Samples
{
    public static readonly FontLibrary Fonts = FontLibrary.Load();

    public static readonly DateTimeOffset Time = new(2026, 5, 25, 10, 30, 0, TimeSpan.FromHours(7));

    public static PdfDocumentOptions Options(PdfConformance conformance = PdfConformance.PdfA3b) =>
        new()
        {
            Conformance = conformance,
            Title = "Học bạ trung học cơ sở",
            Author = "Trường THCS Nguyễn Du",
            Subject = "Năm học 2025–2026",
            Creator = "Kiểm thử (bản mẫu) <&>",
            CreationTime = Time,
        };

    public static PdfDocumentBuilder NewDocument(PdfConformance conformance = PdfConformance.PdfA3b) =>
        new(Fonts, Options(conformance));

    /// <summary>A document with one line of text.</summary>
    public static byte[] WithText(string text, PdfConformance conformance = PdfConformance.PdfA3b)
    {
        using var document = NewDocument(conformance);
        var page = document.AddPage(PageSize.A4);
        foreach (var line in Fonts.Regular.BreakLines(text, 12, 480))
        {
            if (page.Content.Length > 0 && _line(page) > 60)
            {
                page = document.AddPage(PageSize.A4);
            }
            using (page.Tag(document.Structure.Add(StructureType.P)))
            {
                page.DrawText(60, 40 + (_line(page) * 13), line, Fonts.Regular, 12);
            }
        }
        return document.ToArray();

        static int _line(PdfPage page) => page.Tagged.Count;
    }

    /// <summary>Everything that a document may have: fonts, table, pictures, matrix, link, fields, and an attachment where allowed.</summary>
    public static byte[] Full(PdfConformance conformance = PdfConformance.PdfA3b)
    {
        using var document = NewDocument(conformance);
        var section = document.Structure.Add(StructureType.Sect);
        DrawFirst(document, section);
        DrawSecond(document, section);
        if (conformance != PdfConformance.PdfA1b)
        {
            document.Attach("học-bạ.xml", "text/xml", "<HocBa/>"u8, "Học bạ số", Time);
        }
        return document.ToArray();
    }

    private static void DrawFirst(PdfDocumentBuilder document, StructureElement section)
    {
        var page = document.AddPage(PageSize.A4);
        using (page.Artifact(ArtifactKind.Pagination))
        {
            page.DrawRotatedText(297, 420, 45, "BẢN NHÁP", Fonts.Bold, 60, PdfColor.Gray(225));
        }
        using (page.Tag(section.Add(StructureType.H1)))
        {
            page.DrawTextCentered(297.64, 80, "HỌC BẠ", Fonts.Bold, 24);
        }
        foreach (var (style, index) in Enum.GetValues<FontStyle>().Select((style, i) => (style, i)))
        {
            using (page.Tag(section.Add(StructureType.P)))
            {
                page.DrawText(60, 120 + (20 * index), VietnameseText.Letters[..67], Fonts[style], 8);
                page.DrawText(60, 130 + (20 * index), VietnameseText.Letters[67..], Fonts[style], 8);
            }
        }
        page.DrawLine(60, 220, 500, 220, LineStyle.Dotted);
        page.DrawLine(60, 225, 500, 225, new LineStyle(1, new PdfColor(200, 0, 0)));
        DrawTable(page, section.Add(StructureType.Table));
    }

    private static void DrawTable(PdfPage page, StructureElement table)
    {
        string[][] rows =
        [
            ["Môn học", "Học kì I"],
            ["Toán", "8,5"],
            ["Ngữ văn", "7,0"],
        ];
        for (var r = 0; r < rows.Length; r++)
        {
            var row = table.Add(StructureType.TR);
            for (var c = 0; c < 2; c++)
            {
                var cell =
                    r == 0 ? row.AddHeader(HeaderScope.Column)
                    : c == 0 ? row.AddHeader(HeaderScope.Row)
                    : row.AddCell();
                page.DrawRectangle(new PdfRectangle(60 + (100 * c), 250 + (20 * r), 100, 20), LineStyle.Thin);
                using (page.Tag(cell))
                {
                    page.DrawText(64 + (100 * c), 264 + (20 * r), rows[r][c], r == 0 ? Fonts.Bold : Fonts.Regular, 12);
                }
            }
        }
    }

    private static void DrawSecond(PdfDocumentBuilder document, StructureElement section)
    {
        var page = document.AddPage(PageSize.A4);
        page.FillRectangle(new PdfRectangle(60, 60, 100, 50), new PdfColor(230, 240, 255));
        using (page.Tag(section.AddFigure("Mã QR để tra cứu")))
        {
            page.DrawMatrix(21, (x, y) => (x + (y * 3)) % 4 == 0, new PdfRectangle(60, 130, 80, 80));
        }
        using (page.Tag(section.AddFigure("Con dấu")))
        {
            page.DrawImage(SampleImages.Seal, new PdfRectangle(200, 130, 80, 80));
            page.DrawImage(SampleImages.Photograph, new PdfRectangle(300, 130, 80, 80));
        }
        var link = section.Add(StructureType.P).Add(StructureType.Link);
        using (page.Tag(link))
        {
            page.DrawText(60, 300, "Tra cứu: Ж ≠ □", Fonts.Italic, 12, new PdfColor(0, 0, 160));
        }
        page.AddLink(new Uri("https://tracuu.example.edu.vn/?ma=1&b=(2)"), new PdfRectangle(60, 288, 80, 16), link);
        page.AddSignatureField(
            "CBQL",
            new PdfRectangle(330, 560, 180, 90),
            section.Add(StructureType.Form),
            "Hiệu trưởng"
        );
        page.AddSignatureField("PHAT_HANH", new PdfRectangle(60, 560, 180, 90), section.Add(StructureType.Form));
    }
}
