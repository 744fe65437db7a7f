// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Appearance;

/// <summary>Fields that are there, made by others or by an earlier signature.</summary>
public sealed class FieldPlaceTests
{
    private static readonly PdfDocumentVerifier Verifier = new();
    private static readonly PagePlace Stamp = new(2, 60, 90, 240, 70);

    [Theory]
    [InlineData("merged")]
    [InlineData("kid")]
    [InlineData("no-page-entry")]
    [InlineData("wrong-page-entry")]
    public async Task Sign_WhenAFieldOfAnotherNameIsAskedFor_FillsItAndClaimsTheRole(string shape)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = await house.SignAsync(WithField("Chu ky 1", shape), "GVCN");

        var signed = await house.SignAsync(pdf, Looks.Head(null, "Chu ky 1"));

        Assert.True(signed.AsSpan().StartsWith(pdf));
        if (shape == "kid")
        {
            // pdfsig 22.12 looks for the value in the widget, and calls the field unsigned.
            OtherTools.RequireWhole(house, signed);
            OtherTools.Find(signed).ForEach(f => OtherTools.RequireOpenSsl(house, f));
        }
        else
        {
            OtherTools.RequireValid(house, signed, 2);
        }
        Looks.RequirePassed(house, Verifier, signed);
        var report = Looks.Verify(house, Verifier, signed).Signatures.Single(s => s.Id == "Chu ky 1");
        Assert.Equal("CBQL", report.ClaimedRole);
        var place = new PagePlace(2, 100, 100, 200, 80);
        var page = Rendering.Of(house.Folder, signed, 2);
        Assert.True(page.Count(place, Looks.IsBlue) > 300);
        Assert.True(page.IsSameOutside(Rendering.Of(house.Folder, pdf, 2), place));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("/Lock << /Action /Include /Fields [(CBQL)] /P 1 >>", false)]
    [InlineData("/Lock << /Action /All >>", false)]
    [InlineData("/Lock << /Type /SigFieldLock /Action /All /P 1 >>", true)]
    public async Task Sign_WhenTheSealGoesIntoAFieldOfAnotherName_OnlyOneThatClosesTheDocumentWillDo(
        string fieldLock,
        bool isSigned
    )
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = WithField("Con dau", "merged", fieldLock);
        SigningStep[] both = [Looks.Step("CBQL"), Looks.School(null, "Con dau")];

        var atOnce = await Record.ExceptionAsync(() => house.SignAsync(pdf, both));
        var certified = await house.SignAsync(pdf, "CBQL");
        var later = await Record.ExceptionAsync(() => house.SignAsync(certified, both[1]));

        foreach (var fault in (Exception?[])[atOnce, later])
        {
            Assert.Equal(isSigned ? null : SigningErrorKind.DocumentLocked, (fault as SigningException)?.Kind);
        }
    }

    [Fact]
    public async Task Sign_WhenTheRolesOwnFieldIsInTheFile_TakesItsPlace()
    {
        using var house = new PdfHouse(TestKey.Ec);

        var signed = await house.SignAsync(WithField("CBQL", "merged"), Looks.Head(null));

        Looks.RequirePassed(house, Verifier, signed);
        var page = Rendering.Of(house.Folder, signed, 2);
        Assert.True(page.Count(new PagePlace(2, 100, 100, 200, 80), Looks.IsBlue) > 300);
        Assert.Equal(2, new InteractiveFields(signed).Count);
    }

    [Fact]
    public async Task Sign_WhenRolesSignInFieldsOfOtherNames_TheOrderIsKeptAllTheSame()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var confirmed = await house.SignAsync(WithField("Chu ky 1", "merged"), Looks.Head(null, "Chu ky 1"));
        var sealedPdf = await house.SignAsync(WithField("Con dau", "merged"), Looks.School(null, "Con dau"));

        var again = await Refusal(house, confirmed, Looks.Step("CBQL"));
        var earlier = await Refusal(house, confirmed, Looks.Step("GVCN"));
        var later = await Refusal(house, sealedPdf, Looks.Step("CBQL"));

        Assert.Equal(SigningErrorKind.AlreadySigned, again.Kind);
        Assert.Equal(SigningErrorKind.OutOfOrder, earlier.Kind);
        Assert.Equal(SigningErrorKind.AlreadySealed, later.Kind);
        Looks.RequirePassed(house, Verifier, sealedPdf);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_WhenThePlaceOfTheSealWasKept_TheSealGoesThereLater(bool saysPlace)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = PdfFiles.ByHand(3);
        var confirmed = await house.SignAsync(
            pdf,
            Looks.Head(new PagePlace(1, 50, 50, 200, 80)) with
            {
                SealPlace = Stamp,
            }
        );

        var signed = await house.SignAsync(confirmed, Looks.School(saysPlace ? Stamp : null));

        OtherTools.RequireValid(house, confirmed, 1);
        OtherTools.RequireValid(house, signed, 2);
        Looks.RequirePassed(house, Verifier, signed);
        Assert.Equal(Rendering.Of(house.Folder, pdf, 2).Rgb, Rendering.Of(house.Folder, confirmed, 2).Rgb);
        var page = Rendering.Of(house.Folder, signed, 2);
        Assert.True(page.Count(Stamp, Looks.IsRed) > 500);
        Assert.True(page.IsSameOutside(Rendering.Of(house.Folder, pdf, 2), Stamp));
    }

    [Fact]
    public async Task Sign_WhenTheSealOfTheSameRequestIsVisible_ItsPlaceIsKeptByItself()
    {
        using var house = new PdfHouse(TestKey.Ec);

        var signed = await house.SignAsync(PdfFiles.ByHand(3), Looks.Step("CBQL"), Looks.School(Stamp));

        OtherTools.RequireValid(house, signed, 2);
        Looks.RequirePassed(house, Verifier, signed);
        Assert.True(Rendering.Of(house.Folder, signed, 2).Count(Stamp, Looks.IsRed) > 500);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_WhenACertifiedDocumentKeepsAnotherPlaceOrNone_TheSealIsRefused(bool keeps)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var head = Looks.Step("CBQL") with { SealPlace = keeps ? Stamp : null };
        var confirmed = await house.SignAsync(PdfFiles.ByHand(3), head);

        var elsewhere = await Refusal(house, confirmed, Looks.School(Stamp with { Left = 61 }));
        var onAnotherPage = await Refusal(house, confirmed, Looks.School(Stamp with { Page = 3 }));

        Assert.Equal((SigningErrorKind.DocumentLocked, "steps[0].appearance.place"), (elsewhere.Kind, elsewhere.Field));
        Assert.Equal(SigningErrorKind.DocumentLocked, onAnotherPage.Kind);
    }

    [Fact]
    public async Task Sign_WhenTheDocumentIsCertifiedWithoutTheField_ANewVisibleOneIsRefused()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var locked = WithField("Con dau", "merged", "/Lock << /Type /SigFieldLock /Action /All /P 1 >>");
        var certified = await house.SignAsync(locked, Looks.Step("CBQL"));

        // A teacher's own field: not the one that was kept.
        var refused = await Refusal(house, certified, Looks.School(null, "PHAT_HANH"));
        var signed = await house.SignAsync(certified, Looks.School(null, "Con dau"));

        Assert.Equal("steps[0].appearance.field_name", refused.Field);
        Looks.RequirePassed(house, Verifier, signed);
    }

    [Theory]
    [InlineData(99, 10, 10, "place.page", "has no page 99, it has 2")]
    [InlineData(1, 500, 10, "place", "not within the crop box of page 1, [0 0 595 842]")]
    [InlineData(1, 10, 800, "place", "not within the crop box")]
    [InlineData(1, -1, 10, "place", "not within the crop box")]
    [InlineData(2, 10, 10, "place", "not within the crop box of page 2, [50 50 545 792]")]
    public async Task Sign_WhenThePlaceIsNotOnThePage_SaysSo(
        int page,
        double left,
        double bottom,
        string field,
        string said
    )
    {
        using var house = new PdfHouse(TestKey.Ec);
        var step = Looks.Head(new PagePlace(page, left, bottom, 200, 80));

        var refused = await Refusal(house, WithField("Chu ky 1", "merged"), step);

        Assert.Equal(SigningErrorKind.InvalidRequest, refused.Kind);
        Assert.Equal("steps[0].appearance." + field, refused.Field);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invisible", "has no rectangle")]
    [InlineData("nowhere", "stands on no page")]
    [InlineData("two-kids", "exactly one widget")]
    public async Task Sign_WhenAFieldCannotShowASignature_SaysSo(string shape, string said)
    {
        using var house = new PdfHouse(TestKey.Ec);

        var refused = await Refusal(house, WithField("Chu ky 1", shape), Looks.Head(null, "Chu ky 1"));

        Assert.Equal(
            (SigningErrorKind.InvalidRequest, "steps[0].appearance.field_name"),
            (refused.Kind, refused.Field)
        );
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Chu ky 2", "no signature field of that name")]
    [InlineData("GVCN", "of another role")]
    [InlineData(null, "has no field CBQL")]
    public async Task Sign_WhenTheFieldIsNotThere_SaysSo(string? name, string said)
    {
        using var house = new PdfHouse(TestKey.Ec);

        var refused = await Refusal(house, WithField("GVCN", "merged"), Looks.Head(null, name));

        Assert.Equal(SigningErrorKind.InvalidRequest, refused.Kind);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    private static Task<SigningException> Refusal(PdfHouse house, byte[] pdf, SigningStep step) =>
        Assert.ThrowsAsync<SigningException>(() => house.SignAsync(pdf, step));

    /// <summary>Two pages; the second has a crop box and, at 100, 100, a signature field of 200 × 80.</summary>
    private static byte[] WithField(string name, string shape, string more = "")
    {
        var isSplit = shape is "kid" or "two-kids";
        var rectangle = shape == "invisible" ? "[0 0 0 0]" : "[100 100 300 180]";
        var entry = shape switch
        {
            "no-page-entry" or "nowhere" => "",
            "wrong-page-entry" => "/P 3 0 R",
            _ => "/P 4 0 R",
        };
        var widget = $"/Type /Annot /Subtype /Widget /Rect {rectangle} /F 2 {entry} {more}";
        var kids = shape == "two-kids" ? "[6 0 R 7 0 R]" : "[6 0 R]";
        var annotations = shape == "nowhere" ? "" : $"/Annots [{(isSplit ? 6 : 5)} 0 R]";
        return HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /CropBox [50 50 545 792] /Resources << >> {annotations} >>",
            isSplit ? $"<< /FT /Sig /T ({name}) /Kids {kids} >>" : $"<< /FT /Sig /T ({name}) {widget} >>",
            isSplit ? $"<< /Parent 5 0 R {widget} >>" : "null",
            isSplit ? $"<< /Parent 5 0 R {widget} >>" : "null"
        );
    }

    private sealed record InteractiveFields(byte[] Pdf)
    {
        /// <summary>The field that was there and the seal's, which a certification keeps.</summary>
        public int Count =>
            Pades.InteractiveForm.Read(PdfFile.Open(Pdf, PdfLimits.Default).Newest).SignatureFields.Count;
    }
}
