// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts.Tests;
using HocBaSo.Signing.Pdf.Tests.Appearance;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>Looks of signatures in PDF/A-1b, which forbids transparency; and in PDF/A-3b, which doesn't.</summary>
public sealed class ArchivalLookTests
{
    private const string OnPaper = """
        Image.new('RGB', (300, 300), (255, 252, 246))
        d = ImageDraw.Draw(im)
        d.ellipse((6, 6, 293, 293), outline=(220, 20, 30), width=14)
        d.ellipse((100, 100, 199, 199), fill=(220, 20, 30))
        """;

    private static readonly PagePlace s_field = new(2, 330, 191.89, 180, 90);

    public static TheoryData<string> Seals => ["transparent", "jpeg", "palette", "rgb"];

    [Theory]
    [MemberData(nameof(Seals))]
    public async Task Sign_WhenPdfA1HasASealOverTheName_ShowsBothWithoutTransparency(string seal)
    {
        using var house = new PdfHouse(TestKey.Ec);

        var signed = await house.SignAsync(Samples.Full(PdfConformance.PdfA1b), Step(Seal(seal)));

        Assert.False(Has(signed, "/SMask") || Has(signed, "/BM") || Has(signed, "/Group"));
        RequireCovered(Rendering.Of(house.Folder, signed, 2));
        Looks.RequirePassed(house, new PdfDocumentVerifier(), signed);
        OtherTools.RequireValid(house, signed, 1);
    }

    [Fact]
    public async Task Sign_WhenPdfA1HasASealInGrey_ShowsTheNameBesideItsPaper()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var grey = Pictures.Make("Image.new('L', (300, 300), 240)", "jpg");

        var signed = await house.SignAsync(Samples.Full(PdfConformance.PdfA1b), Step(grey));

        var bare = await house.SignAsync(Samples.Full(PdfConformance.PdfA1b), Step(default));
        var (shown, alone) = (Blue(house, signed), Blue(house, bare));
        // Beside a seal the name has 0.61 of its area; had the paper covered its left third, 0.41 would be left.
        Assert.True(shown > alone * 0.5, $"{shown} of {alone}");
    }

    [Theory]
    [MemberData(nameof(Seals))]
    public async Task Sign_WhenPdfA3HasASealOverTheName_KeepsItsTransparencyAndTheRules(string seal)
    {
        using var house = new PdfHouse(TestKey.Ec);

        var signed = await house.SignAsync(Samples.Full(), Step(Seal(seal)));

        Assert.Empty(Conformance.PdfARules.Check(signed));
        Assert.Equal(seal != "transparent", Has(signed, "/BM /Multiply"));
        RequireCovered(Rendering.Of(house.Folder, signed, 2));
    }

    [Theory]
    [MemberData(nameof(Seals))]
    [Trait("Category", "Long")]
    public async Task Preflight_WhenPdfA1HasASealOverTheName_SaysValid(string seal)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var signed = await house.SignAsync(Samples.Full(PdfConformance.PdfA1b), Step(Seal(seal)));
        Preflight.RequireValid(house.Folder, await house.TimestampAsync(signed));
    }

    [Fact]
    public void Prepare_WhenTheSameComesAgain_GivesTheSameOctets()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = Samples.Full(PdfConformance.PdfA1b);
        var request = house.Request("CBQL") with { Step = Step(Seal("palette")) };
        using var first = house.Format.Open(pdf);
        using var again = new PdfHouse(TestKey.Ec).Format.Open(pdf);

        Assert.Equal(first.Prepare(request).Digest.ToArray(), again.Prepare(request).Digest.ToArray());
    }

    [Fact]
    public async Task Sign_WhenPdfA1GetsAnInvisibleField_GivesItAnAppearance()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = Samples.Full(PdfConformance.PdfA1b);

        var stamped = await house.TimestampAsync(await house.SignAsync(pdf, "CBQL", "PHAT_HANH"));

        var field = Encoding.Latin1.GetString(stamped);
        field = field[field.IndexOf("/T (DTS-1)", StringComparison.Ordinal)..];
        Assert.Contains(
            "/AP << /N ",
            field[..field.IndexOf("endobj", StringComparison.Ordinal)],
            StringComparison.Ordinal
        );
        Looks.RequirePassed(house, new PdfDocumentVerifier(), stamped);
    }

    // The seal covers a third of the name: from its right part to the left, where both are seen.
    private static void RequireCovered(Rendering page)
    {
        var (red, blue) = (page.Span(s_field, Looks.IsRed), page.Span(s_field, Looks.IsBlue));
        var seal = (red.To - red.From) * 300 / 288;
        var name = 0.7 * seal * 420 / 180;
        var left = blue.To + (name * 10 / 420) - name;
        Assert.InRange((red.To + (seal * 6 / 300) - left) / name, 0.30, 0.37);
        Assert.True(blue.From < red.To - (seal / 10), "The seal hides what is beneath its paper.");
    }

    private static int Blue(PdfHouse house, byte[] pdf) =>
        Rendering.Of(house.Folder, pdf, 2).Count(s_field, Looks.IsBlue);

    private static SigningStep Step(ReadOnlyMemory<byte> seal) =>
        Looks.Step("CBQL", Looks.Head(null, "CBQL").Appearance! with { SealImage = seal, Lines = [] });

    private static byte[] Seal(string kind) =>
        kind switch
        {
            "transparent" => SignatureImages.Seal,
            "jpeg" => Pictures.Make(OnPaper, "jpg", ", quality=90"),
            "palette" => Pictures.Make(OnPaper + "\nim = im.quantize(16)", "png"),
            _ => Pictures.Make(OnPaper, "png"),
        };

    private static bool Has(byte[] pdf, string text) => pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;
}
