// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Conformance;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>Letters of Ê Đê, Gia Rai and Ba Na that Unicode has only as a letter and a mark.</summary>
public sealed class MarkTests
{
    private const string Name = "Y Kơ\u0306ng Ư\u0306n Niê\u0306 Kdăm, H\u2019Lô\u0306k ƀuôn č";

    [Fact]
    public void DrawText_WhenAMarkComposesWithNothing_IsSetOnItsLetterAndCanBeCopied()
    {
        using var document = Samples.NewDocument();
        var page = document.AddPage(PageSize.A4);
        foreach (var font in (PdfFont[])[Samples.Fonts.Regular, Samples.Fonts.BoldItalic])
        {
            using (page.Tag(document.Structure.Add(StructureType.P)))
            {
                page.DrawText(60, 100 + (int)font.Style * 30, Name, font, 20);
            }
            Assert.Empty(font.MissingFrom(Name));
        }
        var pdf = document.ToArray();
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.pdf", pdf);

        Assert.Empty(document.ReplacedCharacters);
        Assert.Empty(PdfARules.Check(pdf));
        var lines = OutsideTool
            .Run("pdftotext", "-layout", file, "-")
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Count(line => line.Trim() == Name));
    }

    [Fact]
    public void Measure_WhenALetterHasAMark_IsAsWideAsWithoutIt()
    {
        var font = Samples.Fonts.Regular;
        Assert.Equal(font.Measure("ưê", 12), font.Measure("ư\u0306ê\u0306", 12), 6);
    }

    [Fact]
    public void DrawText_WhenMarksHaveNoLetterOrAreTooMany_ShowsABoxForEach()
    {
        using var document = Samples.NewDocument();
        var page = document.AddPage(PageSize.A4);
        using (page.Artifact())
        {
            page.DrawText(60, 100, "\u0306 x\u0306\u0306\u0306", Samples.Fonts.Regular, 20);
        }
        Assert.Equal(2, document.ReplacedCharacters[0x0306]);
    }
}
