// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts.Tests;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Appearance;

/// <summary>Images and texts that cannot be shown, and images that want to hurt.</summary>
public sealed class RefusedAppearanceTests
{
    private static readonly PagePlace Place = new(1, 50, 50, 200, 80);

    [Fact]
    public void Plan_WhenAnImageIsNone_NamesItAndThePlaceInIt()
    {
        var refused = Refusal(new VisibleSignature { Place = Place, SealImage = "GIF89a"u8.ToArray() });

        Assert.Equal(
            (SigningErrorKind.InvalidRequest, "steps[0].appearance.seal_image"),
            (refused.Kind, refused.Field)
        );
        Assert.Contains("neither PNG nor JPEG (at offset 0)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WhenAnImageExpandsTooFar_IsRefusedBeforeItIsDecoded()
    {
        // 4096 × 2048 white pixels in a few octets.
        var rows = PngMaker.Compress(new byte[2048 * (1 + (4096 * 4))]);
        var image = PngMaker.File(PngMaker.Header(4096, 2048, 8, 6), rows);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Refusal(new VisibleSignature { Place = Place, SignerImage = image });

        Assert.True(image.Length < VisibleSignature.MaxImageBytes);
        Assert.Equal("steps[0].appearance.signer_image", refused.Field);
        Assert.Contains("4096 × 2048 pixels", refused.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Theory]
    [InlineData("王", "cannot draw these characters")]
    [InlineData(
        "Một dòng chữ rất dài mà không có chỗ nào trong khung chữ nhật nhỏ như thế này để viết cho hết được cả dòng chữ ấy",
        "does not fit"
    )]
    public void Plan_WhenTheTextCannotBeDrawn_SaysWhy(string line, string said)
    {
        var refused = Refusal(new VisibleSignature { Place = Place with { Width = 60, Height = 40 }, Lines = [line] });

        Assert.Equal((SigningErrorKind.InvalidRequest, "steps[0].appearance.lines"), (refused.Kind, refused.Field));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_WhenTheUsualLinesDoNotFit_NamesTheStep()
    {
        using var house = new PdfHouse(TestKey.Ec);
        using var document = house.Format.Open(PdfFiles.ByHand());
        var step = Looks.Head(Place with { Width = 20, Height = 20 });

        var refused = Assert.Throws<SigningException>(() =>
            document.Prepare(house.Request("CBQL") with { Step = step, StepField = "steps[1]" })
        );

        Assert.Equal("steps[1].appearance.lines", refused.Field);
    }

    [Fact]
    public void Plan_WhenTheServerHasNoFonts_OnlyImagesAreShown()
    {
        var format = new PdfDocumentFormat();
        using var document = format.Open(PdfFiles.ByHand());
        var image = new VisibleSignature
        {
            Place = Place,
            SignerImage = SignatureImages.Name,
            Lines = [],
        };

        var refused = Assert.Throws<SigningException>(() =>
            document.Plan([Looks.Step("CBQL", image with { Lines = null })])
        );

        Assert.Contains("no fonts", refused.Message, StringComparison.Ordinal);
        Assert.Equal("steps[0].appearance.lines", refused.Field);
        Assert.NotNull(document.Plan([Looks.Step("CBQL", image)]));
    }

    [Fact]
    public async Task Sign_WhenThereAreNoFontsAndNoText_ShowsTheImage()
    {
        using var house = new PdfHouse(TestKey.Ec) { Format = new PdfDocumentFormat() };
        var look = new VisibleSignature
        {
            Place = Place,
            SignerImage = SignatureImages.Name,
            Lines = [],
        };

        var signed = await house.SignAsync(PdfFiles.ByHand(), Looks.Step("CBQL", look));

        Assert.True(Rendering.Of(house.Folder, signed, 1).Count(Place, Looks.IsBlue) > 300);
        OtherTools.RequireValid(house, signed, 1);
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    public void Plan_WhenImagesAreMutated_OnlyTypedRefusalsCome(string kind)
    {
        byte[][] seeds =
            kind == "png"
                ? [PngMaker.Random(9, 7, 8, 6), PngMaker.Random(9, 7, 2, 3, new byte[12]), PngMaker.Random(5, 5, 16, 2)]
                : [Pictures.Make("Image.new('RGB',(24,16),(20,30,200))", "jpg")];
        using var house = new PdfHouse(TestKey.Ec);
        using var document = house.Format.Open(PdfFiles.ByHand());

        var (read, refused) = Fuzzing.Run(
            seeds,
            kind == "png" ? static (s, r) => PngMaker.Repair(Fuzzing.Mutate(s, r)) : Fuzzing.Mutate,
            image => Plan(document, image)
        );

        Assert.True(read > 0 && refused > 0, string.Create(CultureInfo.InvariantCulture, $"{read} {refused}"));
    }

    // The fuzzer asks for the offset, which here stands in the sentence.
    private static void Plan(IOpenDocument document, byte[] image)
    {
        if (image.Length == 0)
        {
            // None is none: that it shows nothing is another rule's business.
            throw new SigningException(SigningErrorKind.InvalidRequest, "empty", "offset 0");
        }
        try
        {
            document.Plan([
                Looks.Step(
                    "CBQL",
                    new VisibleSignature
                    {
                        Place = Place,
                        SignerImage = image,
                        Lines = [],
                    }
                ),
            ]);
        }
        catch (SigningException e) when (e.Field == "steps[0].appearance.signer_image")
        {
            throw new SigningException(
                e.Kind,
                e.Message,
                e.Message[e.Message.LastIndexOf("offset ", StringComparison.Ordinal)..]
            );
        }
    }

    private static SigningException Refusal(VisibleSignature look)
    {
        using var house = new PdfHouse(TestKey.Ec);
        using var document = house.Format.Open(PdfFiles.ByHand());
        return Assert.Throws<SigningException>(() => document.Plan([Looks.Step("CBQL", look)]));
    }
}
