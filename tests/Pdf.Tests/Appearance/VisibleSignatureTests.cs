// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Appearance;

/// <summary>Visible signatures, looked at by poppler.</summary>
public sealed class VisibleSignatureTests
{
    private static readonly PdfDocumentVerifier Verifier = new();

    [Theory]
    [InlineData("ec", SignatureProfile.Pades, "qpdf-streams")]
    [InlineData("ec", SignatureProfile.Pades, "qpdf-linearized")]
    [InlineData("rsa", SignatureProfile.Pkcs7, "ghostscript")]
    public async Task Sign_WhenPrincipalAndSealAreVisible_BothShowOnTheirPagesAndNothingElseChanges(
        string key,
        string profile,
        string kind
    )
    {
        using var house = new PdfHouse(key == "ec" ? TestKey.Ec : () => TestKey.Rsa()) { Profile = profile };
        var pdf = PdfFiles.Make(kind, house.Folder);
        var (head, school) = (new PagePlace(3, 300, 200, 220, 110), new PagePlace(5, 60, 90, 240, 70));

        var signed = await house.SignAsync(pdf, Looks.Head(head), Looks.School(school));

        Assert.True(signed.AsSpan().StartsWith(pdf));
        OtherTools.RequireValid(house, signed, 2);
        Looks.RequirePassed(house, Verifier, signed);
        var (before, after) = (Rendering.Of(house.Folder, pdf, 3), Rendering.Of(house.Folder, signed, 3));
        Assert.True(after.Count(head, Looks.IsBlue) > 500);
        Assert.True(after.Count(head, Looks.IsBlack) > 500);
        Assert.True(after.IsSameOutside(before, head));
        var (sealedBefore, sealedAfter) = (Rendering.Of(house.Folder, pdf, 5), Rendering.Of(house.Folder, signed, 5));
        Assert.True(sealedAfter.Count(school, Looks.IsRed) > 500);
        Assert.True(sealedAfter.IsSameOutside(sealedBefore, school));
        Assert.Equal(Rendering.Of(house.Folder, pdf, 1).Rgb, Rendering.Of(house.Folder, signed, 1).Rgb);
    }

    [Fact]
    public async Task Sign_WhenBothImagesAreGiven_TheSealCoversTheLeftThirdAndTheNameShowsThroughIt()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var place = new PagePlace(1, 100, 100, 300, 120);
        var look = Looks.Head(place).Appearance! with { SealImage = SignatureImages.Seal, Lines = [] };

        var signed = await house.SignAsync(PdfFiles.ByHand(), Looks.Step("GVCN", look));

        var page = Rendering.Of(house.Folder, signed, 1);
        var (red, blue) = (page.Span(place, Looks.IsRed), page.Span(place, Looks.IsBlue));
        // The pictures have margins: the ring stands 6 of 300 pixels inside, the stroke 10 of 420.
        var seal = (red.To - red.From) * 300 / 288;
        var name = 0.7 * seal * 420 / 180;
        var covered = red.To + (seal * 6 / 300) - (blue.To + (name * 10 / 420) - name);
        Assert.InRange(covered / name, 0.30, 0.37);
        Assert.True(page.Count(place, static c => c is { R: > 120 and < 200, B: > 45 and < 110, G: < 60 }) > 20);
        Looks.RequirePassed(house, Verifier, signed);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    [InlineData(-90)]
    public async Task Sign_WhenThePageIsRotated_TheSignatureStandsUpright(int rotation)
    {
        using var house = new PdfHouse(TestKey.Ec);
        // 576 × 864 points are whole pixels at 150 dots an inch, and so are these places.
        var isSideways = rotation != 180;
        var place = new PagePlace(1, 96, 240, isSideways ? 96 : 192, isSideways ? 192 : 96);
        var seen = rotation switch
        {
            90 => new PagePlace(1, 240, 576 - 192, 192, 96),
            180 => new PagePlace(1, 576 - 288, 864 - 336, 192, 96),
            _ => new PagePlace(1, 864 - 432, 96, 192, 96),
        };

        var upright = await house.SignAsync(Page(0), Looks.Head(seen with { Left = 96, Bottom = 96 }));
        var signed = await house.SignAsync(Page(rotation), Looks.Head(place));

        var expected = Rendering.Of(house.Folder, upright, 1).Crop(seen with { Left = 96, Bottom = 96 });
        var shown = Rendering.Of(house.Folder, signed, 1).Crop(seen);
        var different = expected.Zip(shown).Count(static p => Math.Abs(p.First - p.Second) > 64);
        Assert.True(expected.Count(static v => v < 128) > 2_000);
        Assert.True(different < expected.Length / 100, $"{different} of {expected.Length}");
        OtherTools.RequireValid(house, signed, 1);
    }

    [Fact]
    public async Task Sign_WhenTheTextIsDecomposed_ItLooksAndReadsAsComposed()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var place = new PagePlace(1, 100, 100, 300, 60);
        const string Composed = "Nguyễn Ánh Tuyết, Đặng Đỗ Trường";
        const string Decomposed =
            "Nguye\u0302\u0303n A\u0301nh Tuye\u0302\u0301t, \u0110a\u0306\u0323ng \u0110o\u0302\u0303 Tru\u031b\u01a1\u0300ng";
        var spelled = Decomposed.Replace("u\u031b\u01a1\u0300", "u\u031bo\u031b\u0300", StringComparison.Ordinal);

        var one = await house.SignAsync(PdfFiles.ByHand(), Looks.Text("CBQL", place, Composed));
        var two = await house.SignAsync(PdfFiles.ByHand(), Looks.Text("CBQL", place, spelled));

        Assert.NotEqual(Composed, spelled);
        var (first, second) = (Rendering.Of(house.Folder, one, 1), Rendering.Of(house.Folder, two, 1));
        Assert.True(first.Count(place, Looks.IsBlack) > 500);
        Assert.Equal(first.Rgb, second.Rgb);
        foreach (var pdf in new[] { one, two })
        {
            var (_, text, _) = OutsideTool.Run("pdftotext", house.Folder.Write("text.pdf", pdf), "-");
            Assert.Contains(Composed, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sign_WhenNoLinesAreGiven_NamesSignerOrganisationAndTimeInTheZone()
    {
        using var house = new PdfHouse(TestKey.Ec);

        var signed = await house.SignAsync(PdfFiles.ByHand(), Looks.Head(new PagePlace(1, 50, 50, 500, 60)));

        var (_, text, _) = OutsideTool.Run("pdftotext", "-layout", house.Folder.Write("text.pdf", signed), "-");
        Assert.Contains("Ký bởi: Nguyễn Thị Ánh Tuyết", text, StringComparison.Ordinal);
        Assert.Contains("Cơ quan: ", text, StringComparison.Ordinal);
        Assert.Contains("Thời gian ký: 25/05/2026 15:00:00 +07:00", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_WhenTheSameRequestComesAgain_TheOctetsAreTheSame()
    {
        using var house = new PdfHouse(TestKey.Ec);
        using var other = new PdfHouse(TestKey.Ec);
        var pdf = PdfFiles.ByHand(2);
        var request = house.Request("CBQL") with { Step = Looks.Head(new PagePlace(2, 10, 10, 200, 90)) };
        using var first = house.Format.Open(pdf);
        using var again = other.Format.Open(pdf);

        var (one, two) = (first.Prepare(request), again.Prepare(request));

        Assert.Equal(one.State.ToArray(), two.State.ToArray());
        Assert.Equal(one.Digest.ToArray(), two.Digest.ToArray());
    }

    private static byte[] Page(int rotation) =>
        HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [576 0 0 864] /Rotate {rotation} >>",
            "<< /Type /Page /Parent 2 0 R /Resources << >> >>"
        );
}
