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
    [InlineData("ec", SignatureProfile.Pades)]
    [InlineData("rsa", SignatureProfile.Pkcs7)]
    public async Task Sign_WhenPrincipalAndSealAreVisible_BothShowOnTheirPageAndNothingElseChanges(
        string key,
        string profile
    )
    {
        using var house = new PdfHouse(key == "ec" ? TestKey.Ec : () => TestKey.Rsa()) { Profile = profile };
        var pdf = PdfFiles.Make("qpdf-streams", house.Folder);
        var (head, school) = (new PagePlace(3, 300, 200, 220, 110), new PagePlace(5, 60, 90, 240, 70));

        var signed = await house.SignAsync(pdf, Looks.Head(head), Looks.School(school));

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
}
