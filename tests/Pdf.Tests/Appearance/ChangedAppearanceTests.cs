// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.Pdf.Tests.Verification;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Appearance;

/// <summary>What a signature shows cannot be exchanged once it is signed.</summary>
public sealed class ChangedAppearanceTests
{
    private const string Form = "/Type /XObject /Subtype /Form /BBox [0 0 200 80]";
    private static readonly PdfDocumentVerifier Verifier = new();
    private static readonly PagePlace Place = new(1, 50, 50, 200, 80);

    [Theory]
    [InlineData("form", "CBQL")]
    [InlineData("image", "CBQL")]
    [InlineData("mask", "CBQL")]
    [InlineData("font", "CBQL")]
    [InlineData("program", "CBQL")]
    [InlineData("form", "GVCN")]
    [InlineData("image", "GVCN")]
    [InlineData("mask", "GVCN")]
    [InlineData("font", "GVCN")]
    [InlineData("program", "GVCN")]
    public async Task Verify_WhenAPartOfTheAppearanceWasReplaced_IsBroken(string part, string role)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var signed = await house.SignAsync(PdfFiles.ByHand(), Looks.Step(role, Looks.Head(Place).Appearance));
        var (mark, body) = part switch
        {
            "form" => ("/Subtype /Form", $"<< {Form} /Length 0 >>\nstream\n\nendstream"),
            "image" => ("/SMask", Image("/DeviceRGB", 3)),
            "mask" => ("/ColorSpace /DeviceGray", Image("/DeviceGray", 1)),
            "font" => ("/Subtype /Type0", "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"),
            _ => ("/Length1", "<< /Length 1 /Length1 1 >>\nstream\n0\nendstream"),
        };

        var changed = Update.Append(signed, (NumberOf(signed, mark), body));

        Looks.RequirePassed(house, Verifier, signed);
        Assert.Equal(Integrity.Broken, Looks.Verify(house, Verifier, changed).Integrity);
    }

    [Theory]
    [InlineData("/AP << /N ", "/AP << /N 3 0 R >> /Old << /N ")]
    [InlineData("/Rect [50 50 250 130]", "/Rect [50 50 251 130]")]
    [InlineData("/F 4", "/F 6")]
    public async Task Verify_WhenTheWidgetWasChanged_IsBroken(string old, string now)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var signed = await house.SignAsync(PdfFiles.ByHand(), Looks.Head(Place));
        var widget = Update.Edit(signed, NumberOf(signed, "/T (CBQL)"), old, now);

        Assert.Equal(Integrity.Broken, Looks.Verify(house, Verifier, Update.Append(signed, widget)).Integrity);
    }

    [Fact]
    public async Task Verify_WhenAFurtherSignatureBringsTheLookOfAnother_IsBroken()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var confirmed = await house.SignAsync(
            PdfFiles.ByHand(2),
            Looks.Head(Place) with
            {
                SealPlace = Place with { Page = 2 },
            }
        );
        // The seal's field is still open: a look that the principal's signature draws with is not its own.
        var shared = Update.Edit(
            confirmed,
            NumberOf(confirmed, "/T (PHAT_HANH)"),
            "/AP << /N ",
            $"/AP << /N {NumberOf(confirmed, "/Subtype /Form /BBox [0 0 200 80] /Resources << /Font")} 0 R >> /Old << /N "
        );

        Assert.Equal(Integrity.Broken, Looks.Verify(house, Verifier, Update.Append(confirmed, shared)).Integrity);
    }

    private static string Image(string space, int components)
    {
        var samples = new string('0', components);
        return $"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace {space} /BitsPerComponent 8 /Length {components} >>\nstream\n{samples}\nendstream";
    }

    private static int NumberOf(byte[] pdf, string mark)
    {
        var objects = PdfFile.Open(pdf, PdfLimits.Default).Newest;
        return Enumerable
            .Range(1, objects.ObjectCount - 1)
            .Single(n => objects.Get(new PdfReference(n, 0)).Value.ToString().Contains(mark, StringComparison.Ordinal));
    }
}
