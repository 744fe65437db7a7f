// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts.Tests;
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>What poppler draws is where and what it should be.</summary>
public sealed class DrawingTests
{
    private const string Read =
        "import sys\nfrom PIL import Image\nim = Image.open(sys.argv[1]).convert('RGB')\n"
        + "print(';'.join(','.join(map(str, im.getpixel(tuple(map(int, p.split(',')))))) for p in sys.argv[2:]))";

    [Fact]
    public void Draw_WhenShapesAreDrawn_StandWhereTheyWereAsked()
    {
        var pixels = Pixels(
            PdfConformance.PdfA3b,
            page =>
            {
                page.FillRectangle(new PdfRectangle(100, 50, 20, 10), new PdfColor(255, 0, 0));
                page.DrawLine(0, 100, 200, 100, new LineStyle(4, new PdfColor(0, 0, 255)));
                using (page.Artifact())
                {
                    page.DrawMatrix(2, (x, y) => x == y, new PdfRectangle(40, 140, 20, 20), new PdfColor(0, 255, 0));
                }
            },
            "110,55",
            "110,62",
            "98,55",
            "150,100",
            "45,145",
            "55,145",
            "55,155"
        );
        Assert.Equal(["255,0,0", White, White, "0,0,255", "0,255,0", White, "0,255,0"], pixels);
    }

    [Theory]
    [InlineData("Image.new('RGBA', (8, 8), (0, 0, 200, 128))")]
    [InlineData("Image.new('LA', (8, 8), (0, 128))")]
    [InlineData("Image.new('RGBA', (8, 8), (200, 0, 0, 0))")]
    public void DrawImage_WhenItIsTransparent_LooksTheSameInPdfA1(string expression)
    {
        var image = RasterImage.Read(Pictures.Make(expression, "png"));
        RequireSameLook(image);
    }

    [Fact]
    public void DrawImage_WhenItHasATransparentPalette_LooksTheSameInPdfA1()
    {
        byte[] palette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 40, 40, 40];
        var image = RasterImage.Read(PngMaker.Random(8, 8, 2, 3, palette, [0, 128, 255]));
        RequireSameLook(image);
    }

    private const string White = "255,255,255";

    private static void RequireSameLook(RasterImage image)
    {
        Assert.True(image.HasAlpha);
        string[] points = [.. Enumerable.Range(0, 64).Select(i => $"{15 + (10 * (i % 8))},{15 + (10 * (i / 8))}")];
        void Draw(PdfPage page)
        {
            using (page.Artifact())
            {
                page.DrawImage(image, new PdfRectangle(10, 10, 80, 80));
            }
        }
        var (transparent, flat) = (
            Pixels(PdfConformance.PdfA3b, Draw, points),
            Pixels(PdfConformance.PdfA1b, Draw, points)
        );
        Assert.All(transparent.Zip(flat), pair => Assert.InRange(Distance(pair.First, pair.Second), 0, 3));
    }

    private static int Distance(string one, string two) =>
        one.Split(',').Zip(two.Split(',')).Max(pair => Math.Abs(int.Parse(pair.First) - int.Parse(pair.Second)));

    /// <summary>One pixel a point, from the top left corner.</summary>
    private static string[] Pixels(PdfConformance conformance, Action<PdfPage> draw, params string[] points)
    {
        using var document = Samples.NewDocument(conformance);
        draw(document.AddPage(new PageSize(200, 200)));
        using var folder = new TempFolder();
        var pdf = folder.Save("a.pdf", document.ToArray());
        var (exit, _, error) = TestKit.OutsideTool.Run(
            "pdftoppm",
            "-r",
            "72",
            "-png",
            "-singlefile",
            pdf,
            folder.File("a")
        );
        Assert.True(exit == 0, error);
        return Pictures.Python(Read, [folder.File("a.png"), .. points]).Trim().Split(';');
    }
}
