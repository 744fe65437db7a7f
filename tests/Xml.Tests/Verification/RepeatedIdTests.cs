// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Documents of no profile in which <c>id</c> stands more than once, as the number of a row does in two tables.</summary>
public sealed class RepeatedIdTests
{
    private const string Rows = "<toan><row id=\"1\">8</row></toan><van><row id=\"1\">7</row></van>";

    private readonly HandMade _maker = new();

    [Fact]
    public void Verify_WhenAllRowsOfTheSameIdAreSigned_Passes() =>
        Assert.Equal(Indication.TotalPassed, _maker.Verify(Signed()).Indication);

    [Theory]
    [InlineData("<ds:Signature ", "<ds:Signature id=\"1\" ")]
    [InlineData("</ds:Signature>", "<ds:Object Id=\"1\"/></ds:Signature>")]
    public void Verify_WhenAnIdIsRepeatedBehindTheSigner_Broken(string place, string forged) =>
        AssertBroken(Signed().Replace(place, forged, StringComparison.Ordinal));

    [Fact]
    public void Verify_WhenARowOutsideOfWhatIsSignedBearsTheIdOfOneInside_Broken()
    {
        var signature = HandMade.Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive]));
        var signed = _maker.Sign($"<r><Data Id=\"d\">{Rows}</Data>{signature}</r>", new HandMadeReference("d"));

        Assert.Equal(Indication.TotalPassed, _maker.Verify(signed).Indication);
        AssertBroken(signed.Replace("<r>", "<r><other id=\"1\"/>", StringComparison.Ordinal));
        AssertBroken(signed.Replace("<r>", "<r><other id=\"d\"/>", StringComparison.Ordinal));
    }

    private string Signed() =>
        _maker.Sign(
            $"<hocba>{Rows}{HandMade.Signature(HandMade.Reference(0, "", [HandMade.Enveloped, HandMade.Exclusive]))}</hocba>",
            new HandMadeReference(null, Enveloped: true)
        );

    private void AssertBroken(string signed)
    {
        var report = _maker.Verify(signed);
        Assert.Equal((Integrity.Broken, SubIndication.FormatFailure), (report.Integrity, report.SubIndication));
    }
}
