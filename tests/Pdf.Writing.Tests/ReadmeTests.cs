// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Conformance;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>The example of src/Pdf/Writing/README.md, as it stands there.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Example_WhenItRuns_MakesAGoodFile()
    {
        var (fonts, modified, remark) = (Samples.Fonts, Samples.Time, "Ngoan, chăm học");

        using var doc = new PdfDocumentBuilder(
            fonts,
            new PdfDocumentOptions { Title = "Học bạ trung học cơ sở – Nguyễn Thị Ánh", CreationTime = modified }
        );
        var page = doc.AddPage(PageSize.A4);
        var section = doc.Structure.Add(StructureType.Sect);
        using (page.Tag(section.Add(StructureType.H1)))
        {
            page.DrawTextCentered(page.Size.Width / 2, 80, "HỌC BẠ", fonts.Bold, 24);
        }
        using (page.Tag(section.Add(StructureType.P)))
        {
            var y = 120.0;
            foreach (var line in fonts.Regular.BreakLines(remark, 13, width: 440))
            {
                page.DrawText(85, y += 18, line, fonts.Regular, 13);
            }
        }
        page.DrawLine(85, 300, 525, 300, LineStyle.Dotted);
        var row = section.Add(StructureType.Table).Add(StructureType.TR);
        using (page.Tag(row.AddHeader(HeaderScope.Row)))
        {
            page.DrawText(90, 340, "Toán", fonts.Regular, 13);
        }
        using (page.Tag(row.AddCell()))
        {
            page.DrawTextRight(300, 340, "8,5", fonts.Regular, 13);
        }
        page.DrawRectangle(new PdfRectangle(85, 325, 220, 22), LineStyle.Thin);
        using (page.Tag(section.AddFigure("Mã QR để tra cứu")))
        {
            page.DrawMatrix(21, (x, y) => x == y, new PdfRectangle(440, 700, 80, 80));
        }
        using (page.Artifact(ArtifactKind.Pagination))
        {
            page.DrawRotatedText(297, 420, 45, "BẢN NHÁP", fonts.Bold, 60, PdfColor.Gray(225));
        }
        var box = new PdfRectangle(330, 560, 180, 90);
        page.AddSignatureField("CBQL", box, section.Add(StructureType.Form), "Hiệu trưởng ký");
        doc.Attach("hoc-ba.xml", "text/xml", "<HocBa/>"u8, "Học bạ số đã ký", modified);

        Assert.Empty(PdfARules.Check(doc.ToArray()));
        Assert.Empty(doc.ReplacedCharacters);
    }
}
