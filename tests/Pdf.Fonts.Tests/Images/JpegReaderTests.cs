// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests.Images;

public sealed class JpegReaderTests
{
    private const string Gradient =
        "Image.merge('RGB', [Image.linear_gradient('L').resize((60, 40)).rotate(r) for r in (0, 90, 180)])";

    [Theory]
    [InlineData(Gradient, "")]
    [InlineData(Gradient, ", progressive=True")]
    [InlineData(Gradient + ".convert('L')", ", optimize=True")]
    public void Read_WhenJpegIsGreyOrColour_PassesThrough(string picture, string arguments)
    {
        var jpeg = Pictures.Make(picture, "jpg", arguments);
        var image = RasterImage.Read(jpeg);
        var pdf = new TinyPdf();
        var number = image.Emit(pdf);
        using var folder = new TempFolder();
        var path = folder.Save(
            "out.pdf",
            pdf.Finish($"/XObject << /Im0 {number} 0 R >>", "q 60 0 0 40 0 0 cm /Im0 Do Q"u8, 60, 40)
        );

        Assert.Equal((60, 40, false), (image.Width, image.Height, image.HasAlpha));
        Assert.Equal(0, OutsideTool.Run("qpdf", "--check", path).ExitCode);
        Assert.Equal(0, OutsideTool.Run("pdfimages", "-j", path, folder.File("x")).ExitCode);
        Assert.Equal(jpeg, File.ReadAllBytes(folder.File("x-000.jpg")));
    }

    [Fact]
    public void Read_WhenSomethingFollowsTheEnd_LeavesItOut()
    {
        var jpeg = Pictures.Make(Gradient, "jpg");

        var image = RasterImage.Read((byte[])[.. jpeg, 1, 2, 3]);

        Assert.Equal(jpeg, image.Color.Data);
    }

    [Fact]
    public void Read_WhenJpegIsCmyk_IsRefused() =>
        AssertRefused(Pictures.Make(Gradient + ".convert('CMYK')", "jpg"), "CMYK");

    [Fact]
    public void Read_WhenJpegIsCut_IsRefused()
    {
        var jpeg = Pictures.Make(Gradient, "jpg");

        for (var length = 3; length < jpeg.Length; length += 7)
        {
            AssertRefused(jpeg[..length], "too early");
        }
    }

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC9, "arithmetic")]
    public void Read_WhenCodingIsAnother_IsRefused(int marker, string reason)
    {
        var jpeg = Pictures.Make(Gradient, "jpg");
        jpeg[Frame(jpeg) + 1] = (byte)marker;

        AssertRefused(jpeg, reason);
    }

    [Fact]
    public void Read_WhenPictureIsTooWide_IsRefused()
    {
        var jpeg = Pictures.Make(Gradient, "jpg");
        jpeg[Frame(jpeg) + 7] = 0x10;
        jpeg[Frame(jpeg) + 8] = 0x01;

        AssertRefused(jpeg, "sides");
    }

    [Fact]
    public void Read_WhenFileIsNeitherPngNorJpeg_IsRefused() =>
        AssertRefused("GIF89a"u8.ToArray(), "neither PNG nor JPEG");

    [Fact]
    public void Read_WhenJpegIsMutated_OnlyReadsOrRefuses()
    {
        byte[][] seeds =
        [
            Pictures.Make(Gradient, "jpg"),
            Pictures.Make(Gradient, "jpg", ", progressive=True"),
            Pictures.Make(Gradient + ".convert('L')", "jpg"),
        ];

        var (read, refused) = Fuzzing.Run(seeds, Fuzzing.Mutate, octets => RasterImage.Read(octets));

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    private static int Frame(byte[] jpeg) => jpeg.AsSpan().IndexOf((byte[])[0xFF, 0xC0, 0x00, 0x11]);

    private static void AssertRefused(byte[] octets, string reason)
    {
        var fault = Assert.Throws<SigningException>(() => RasterImage.Read(octets));
        Assert.Equal(SigningErrorKind.InvalidRequest, fault.Kind);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Matches("^offset [0-9]+$", fault.Field);
    }
}
