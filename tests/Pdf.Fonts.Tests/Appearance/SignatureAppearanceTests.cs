// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests.Appearance;

public sealed class SignatureAppearanceTests
{
    private static readonly DateTimeOffset s_time = new(2024, 4, 11, 9, 41, 55, TimeSpan.FromHours(7));
    private static readonly Lazy<RasterImage> s_signer = new(() =>
        RasterImage.Read(Pictures.Make(SignerPicture, "png"))
    );
    private static readonly Lazy<RasterImage> s_seal = new(() => RasterImage.Read(Pictures.Make(SealPicture, "png")));

    private const string SignerPicture =
        "(lambda i: (ImageDraw.Draw(i).line([(10,80),(60,20),(90,90),(140,30),(180,80),(290,40)], (20,40,200,255), 8), i)[1])(Image.new('RGBA',(300,110),(0,0,0,0)))";

    private const string SealPicture =
        "(lambda i: (ImageDraw.Draw(i).ellipse([6,6,193,193], None, (220,20,20,200), 12), ImageDraw.Draw(i).regular_polygon((100,100,50),5,fill=(220,20,20,200)), i)[2])(Image.new('RGBA',(200,200),(0,0,0,0)))";

    [Fact]
    public void Make_WhenTimeHasAZone_ShowsIt() =>
        Assert.Equal(
            ["Ký bởi: Đỗ Thị Ánh Tuyết", "Cơ quan: Trường THCS Nguyễn Du", "Thời gian ký: 11/04/2024 09:41:55 +07:00"],
            SignatureLines.Make("Đỗ Thị Ánh Tuyết", "Trường THCS Nguyễn Du", s_time)
        );

    [Theory]
    [InlineData(240, 80)]
    [InlineData(120, 160)]
    public void Emit_WhenImagesAndTextAreGiven_PageShowsThemInsideTheRectangle(double width, double height)
    {
        using var folder = new TempFolder();
        var lines = SignatureLines.Make(
            "Nguye\u0302\u0303n Thi\u0323 A\u0301nh Tuye\u0302\u0301t",
            "Trường THCS Đặng Thai Mai, phường Đỗ Xá",
            s_time
        );
        var path = folder.Save("look.pdf", Page(Look(width, height, lines)));

        Assert.Equal(0, OutsideTool.Run("qpdf", "--check", path).ExitCode);
        var text = OutsideTool.Run("pdftotext", "-enc", "UTF-8", path, "-").Output;
        Assert.Contains("Nguyễn Thị Ánh Tuyết", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(
            "Thời gian ký: 11/04/2024 09:41:55 +07:00",
            text.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        var images = OutsideTool.Run("pdfimages", "-list", path).Output;
        Assert.Equal(2, images.Split('\n').Count(line => line.Contains(" smask ", StringComparison.Ordinal)));
        Assert.Equal("ok", Pixels(folder, path));
        Keep(path, $"look-{width}x{height}.pdf");
    }

    [Fact]
    public void Arrange_WhenBothImagesAreGiven_SealCoversTheLeftThird()
    {
        var picture = SignatureAppearance.Arrange(Look(300, 100, []), Samples.Regular).Picture;
        var (signer, seal) = (picture.Signer!.Value, picture.Seal!.Value);

        Assert.Equal(signer.Left + (signer.Width / 3), seal.Right, 6);
        Assert.True(seal.Left < signer.Left);
        Assert.Equal(300.0 / 110, signer.Width / signer.Height, 6);
        Assert.All([signer, seal], box => Assert.True(box is { Left: >= 2, Bottom: >= 2, Right: <= 298, Top: <= 98 }));
    }

    [Fact]
    public void Arrange_WhenThereIsRoom_TextHasTenPoints()
    {
        var lines = SignatureLines.Make("Đỗ Văn A", null, s_time);

        var text = SignatureAppearance
            .Arrange(
                new SignatureLook
                {
                    Width = 220,
                    Height = 60,
                    Lines = lines,
                },
                Samples.Regular
            )
            .Text!;

        Assert.Equal(10, text.Size);
        Assert.Equal(lines, text.Lines);
    }

    [Fact]
    public void Arrange_WhenTextIsLong_WrapsThenShrinksAndNeverLeavesTheRectangle()
    {
        var sizes = new List<double>();
        for (var length = 1; length < 60; length++)
        {
            var look = new SignatureLook
            {
                Width = 140,
                Height = 60,
                Lines = [string.Join(' ', Enumerable.Repeat("Nguyễn", length))],
            };
            try
            {
                var text = SignatureAppearance.Arrange(look, Samples.Regular).Text!;
                sizes.Add(text.Size);
                Assert.All(text.Lines, line => Assert.True(Samples.Regular.Measure(line) / 1000.0 * text.Size <= 136));
                var bottom =
                    text.FirstBaseline
                    - ((text.Lines.Count - 1) * text.Leading)
                    + (Samples.Regular.Metrics.Descent / 1000.0 * text.Size);
                var top = text.FirstBaseline + (Samples.Regular.Metrics.Ascent / 1000.0 * text.Size);
                Assert.True(bottom >= 2 - 1e-9 && top <= 58 + 1e-9);
                Assert.Equal(look.Lines[0], string.Join(' ', text.Lines));
            }
            catch (SigningException fault)
            {
                Assert.Equal((SigningErrorKind.InvalidRequest, "appearance.lines"), (fault.Kind, fault.Field));
                sizes.Add(0);
            }
        }
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Equal((10, 0), (sizes[0], sizes[^1]));
        Assert.Contains(6, sizes);
        Assert.True(sizes.Distinct().Count() > 4);
    }

    [Theory]
    [InlineData(5, 50, "rectangle")]
    [InlineData(50, double.NaN, "rectangle")]
    [InlineData(50, 50, "appearance")]
    public void Arrange_WhenRequestIsBad_IsRefused(double width, double height, string field)
    {
        var fault = Assert.Throws<SigningException>(() =>
            SignatureAppearance.Arrange(new SignatureLook { Width = width, Height = height }, Samples.Regular)
        );

        Assert.Equal((SigningErrorKind.InvalidRequest, field), (fault.Kind, fault.Field));
    }

    [Fact]
    public void Arrange_WhenFontLacksACharacter_NamesIt()
    {
        var look = new SignatureLook
        {
            Width = 100,
            Height = 50,
            Lines = ["Ký bởi: 王"],
        };

        var fault = Assert.Throws<SigningException>(() => SignatureAppearance.Arrange(look, Samples.Regular));

        Assert.Contains("U+738B", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Emit_WhenSealHasNoAlpha_LetsTheSignatureShowThrough()
    {
        var seal = RasterImage.Read(Pictures.Make("Image.new('RGB',(20,20),(255,255,255))", "jpg"));
        var look = Look(200, 60, []) with { SealImage = seal };

        var content = Encoding.ASCII.GetString(SignatureAppearance.Arrange(look, Samples.Regular).Content(null));

        Assert.Contains("/Gs0 gs", content, StringComparison.Ordinal);
        Assert.Contains("/BM /Multiply", Encoding.Latin1.GetString(Page(look)), StringComparison.Ordinal);
    }

    [Fact]
    public void Emit_WhenRepeated_GivesTheSameOctets()
    {
        var look = Look(240, 80, SignatureLines.Make("Đỗ Văn A", null, s_time));

        Assert.Equal(Page(look), Page(look));
    }

    private static SignatureLook Look(double width, double height, IReadOnlyList<string> lines) =>
        new()
        {
            Width = width,
            Height = height,
            SignerImage = s_signer.Value,
            SealImage = s_seal.Value,
            Lines = lines,
        };

    /// <summary>A page with 10 points of white around the form, without any clip but the form's own box.</summary>
    private static byte[] Page(SignatureLook look)
    {
        var pdf = new TinyPdf();
        var form = SignatureAppearance.Arrange(look, Samples.Regular).Emit(pdf);
        return pdf.Finish(
            $"/XObject << /Fm0 {form} 0 R >>",
            "q 1 0 0 1 10 10 cm /Fm0 Do Q"u8,
            look.Width + 20,
            look.Height + 20
        );
    }

    /// <summary>Looks at the page's pixels: red, blue and black are there, and the form's outermost point is white.</summary>
    private static string Pixels(TempFolder folder, string path)
    {
        Assert.Equal(0, OutsideTool.Run("pdftoppm", "-r", "144", "-png", path, folder.File("page")).ExitCode);
        const string Program = """
            import sys
            from PIL import Image
            im = Image.open(sys.argv[1]).convert('RGB')
            w, h = im.size
            px = im.load()
            seen = set()
            for y in range(h):
                for x in range(w):
                    r, g, b = px[x, y]
                    if (r, g, b) == (255, 255, 255): continue
                    if min(x, y, w - 1 - x, h - 1 - y) < 22: print('ink at the edge'); sys.exit()
                    seen.add('red' if r > 180 and g < 120 and b < 120 else 'blue' if b > 150 and r < 90 else 'black' if r < 60 and g < 60 and b < 60 else '')
            print('ok' if {'red', 'blue', 'black'} <= seen else seen, end='')
            """;
        return Pictures.Python(Program, folder.File("page-1.png"));
    }

    private static void Keep(string path, string name)
    {
        if (Environment.GetEnvironmentVariable("HBS_KEEP") is { Length: > 0 } folder)
        {
            File.Copy(path, Path.Combine(folder, name), overwrite: true);
        }
    }
}
