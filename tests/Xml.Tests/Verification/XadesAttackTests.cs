// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Attacks on what a XAdES signature says of itself.</summary>
public sealed class XadesAttackTests
{
    [Fact]
    public async Task Verify_WhenTheCertificateIsSwappedForAnotherOfTheSameKey_Broken()
    {
        var key = TestKey.Ec();
        var document = await SealedDocument.MakeAsync(key: () => key);
        var other = Convert.ToBase64String(document.Pki.Person("Kẻ Mạo Danh", key.PublicKey).RawData);
        var seal = document.Text.IndexOf("<PHAT_HANH>", StringComparison.Ordinal);
        var start =
            document.Text.IndexOf("<ds:X509Certificate>", seal, StringComparison.Ordinal)
            + "<ds:X509Certificate>".Length;
        var end = document.Text.IndexOf('<', start);

        var text = document.Text.Remove(start, end - start).Insert(start, other);

        foreach (var report in new[] { document.Verify(text), document.VerifyAsStranger(text) })
        {
            Assert.Equal(
                (Integrity.Broken, SubIndication.NoSigningCertificateFound),
                (report.Integrity, report.SubIndication)
            );
        }
    }

    [Fact]
    public async Task Verify_WhenPropertiesAreThoseOfAnotherSignature_Broken()
    {
        var document = await SealedDocument.MakeAsync();
        var (first, second) = (Properties(document.Text, "GVBM-TOAN"), Properties(document.Text, "GVBM-VAN"));

        var swapped = document
            .Text.Replace(first, "@", StringComparison.Ordinal)
            .Replace(second, first, StringComparison.Ordinal)
            .Replace("@", second, StringComparison.Ordinal);

        Assert.NotEqual(document.Text, swapped);
        Assert.Equal(Integrity.Broken, document.Verify(swapped).Integrity);
        Assert.Equal(Integrity.Broken, document.VerifyAsStranger(swapped).Integrity);
    }

    [Fact]
    public async Task Verify_WhenATimestampIsCopiedFromAnotherDocument_HashFailure()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var (one, two) = (await Sealed(house, "8.5"), await Sealed(house, "9.5"));
        var copied = two.Replace(Token(two), Token(one), StringComparison.Ordinal);
        var context = new VerificationContext(house.Pki.Anchors, SealedDocument.Now);
        var verifier = new XmlDocumentVerifier([new NeutralProfile()]);
        Assert.Equal(Indication.TotalPassed, verifier.Verify(Encoding.UTF8.GetBytes(two), context).Indication);

        var report = verifier.Verify(Encoding.UTF8.GetBytes(copied), context);

        Assert.Equal(
            (Integrity.Broken, Indication.TotalFailed, SubIndication.HashFailure),
            (report.Integrity, report.Indication, report.SubIndication)
        );
        Assert.Null(report.Signatures[^1].Timestamp);
    }

    [Fact]
    public async Task Verify_WhenTheAuthorityIsNotTrusted_IntactButIndeterminate()
    {
        var document = await SealedDocument.MakeAsync();
        var context = new VerificationContext(
            document.Pki.Anchors with
            {
                TimestampAuthorities = [],
            },
            SealedDocument.Now
        );

        var report = document.Verifier.Verify(Encoding.UTF8.GetBytes(document.Text), context);

        Assert.Equal((Integrity.Intact, Indication.Indeterminate), (report.Integrity, report.Indication));
        Assert.Null(report.Signatures[^1].Timestamp);
        Assert.Equal("XAdES-BASELINE-T", report.Signatures[^1].Level);
    }

    [Fact]
    public async Task Verify_WhenSignersAnchorServesAsAuthority_TheTimestampDoesNotPass()
    {
        var document = await SealedDocument.MakeAsync();
        var anchors = new TrustAnchors(document.Pki.Anchors.Signers, document.Pki.Anchors.Signers);

        var report = document.Verifier.Verify(
            Encoding.UTF8.GetBytes(document.Text),
            new VerificationContext(anchors, SealedDocument.Now)
        );

        Assert.Equal(Indication.Indeterminate, report.Indication);
    }

    [Fact]
    public async Task Verify_WhenTheTimeOfATokenIsAtTheEndOfTime_AnswersWithAVerdict()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var authority = HostileAuthority.WithTwoAlgorithms(HostileAuthority.EndOfTime);

        var report = Verify(house, await Sealed(house, data => authority.StampAsync(data)));

        Assert.Equal(
            (Integrity.Intact, SubIndication.NoCertificateChainFound),
            (report.Integrity, report.SubIndication)
        );
        Assert.Null(report.Signatures[^1].Timestamp);
    }

    [Fact]
    public async Task Verify_WhenTokensHaveThousandsOfAttributes_AnswersInTime()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var token = CrowdedCms.Encode(5_400, isToken: true);
        Assert.InRange(token.Length, 0, TimestampTokenVerifier.MaxTokenLength);
        var text = await Sealed(house, _ => ValueTask.FromResult(token));
        var one = Token(text) + "</xades:EncapsulatedTimeStamp>";

        var report = Verify(
            house,
            text.Replace(one, string.Concat(Enumerable.Repeat(one, 8)), StringComparison.Ordinal)
        );

        Assert.Equal((Integrity.Broken, SubIndication.FormatFailure), (report.Integrity, report.SubIndication));
        Assert.Contains("more than 64 attributes", report.Reason, StringComparison.Ordinal);
    }

    // What the token alone costs is below the limit; its path is what the document has to pay for.
    [Theory]
    [InlineData(8_192, 4, 8, Integrity.Broken)]
    [InlineData(2_048, 3, 1, Integrity.Intact)]
    [InlineData(16_384, 8, 8, Integrity.Intact)]
    public async Task Verify_WhenTheTokenBringsALongPath_PaysForEachKeyThatMayBeOnIt(
        int bits,
        int exponentOctets,
        int certificates,
        Integrity integrity
    )
    {
        using var house = new SigningHouse(TestKey.Ec);
        var path = new HostilePath(certificates, bits, exponentOctets);
        var text = await Sealed(house, data => path.StampAsync(data, certificates));

        var report = Verify(house, text, XmlVerifierOptions.Default with { MaxWork = 4 << 20 });

        Assert.True(report.Integrity == integrity, report.Reason);
        Assert.NotEqual(Indication.TotalPassed, report.Indication);
    }

    [Theory]
    [InlineData("Target=\"#PHAT_HANH-", "Target=\"#GVCN-")]
    [InlineData("Type=\"http://uri.etsi.org/01903#SignedProperties\"", "Type=\"urn:x\"")]
    [InlineData("<xades:ClaimedRole>PHAT_HANH<", "<xades:ClaimedRole>CBQL<")]
    [InlineData(
        "</xades:SignedSignatureProperties>",
        "<xades:SigningTime>2020-01-01T00:00:00Z</xades:SigningTime></xades:SignedSignatureProperties>"
    )]
    [InlineData(
        "</xades:QualifyingProperties></ds:Object>",
        "</xades:QualifyingProperties></ds:Object><ds:Object></ds:Object>"
    )]
    [InlineData("<ds:Object>", "<ds:Object Encoding=\"x\">")]
    [InlineData("<ds:KeyInfo>", "<ds:KeyInfo Id=\"k\">")]
    [InlineData("<xades:EncapsulatedTimeStamp>", "<xades:EncapsulatedTimeStamp> ")]
    [InlineData("<xades:UnsignedProperties>", "<xades:UnsignedProperties Id=\"u\">")]
    [InlineData("</xades:UnsignedSignatureProperties>", "<x/></xades:UnsignedSignatureProperties>")]
    [InlineData("<ds:X509Data>", "<ds:KeyName>x</ds:KeyName><ds:X509Data>")]
    [InlineData("<ds:X509Data>", "\n<ds:X509Data>")]
    public async Task Verify_WhenTheSealDiffersFromItsShape_Broken(string old, string other)
    {
        var document = await SealedDocument.MakeAsync();
        var seal = document.Text.IndexOf("<PHAT_HANH>", StringComparison.Ordinal);
        var text = document.Text[..seal] + document.Text[seal..].Replace(old, other, StringComparison.Ordinal);
        Assert.NotEqual(document.Text, text);

        Assert.Equal(Integrity.Broken, document.Verify(text).Integrity);
    }

    private static async Task<string> Sealed(SigningHouse house, string mark) =>
        Encoding.UTF8.GetString(
            await house.SignAllAsync(SealedDocument.Transcript.Replace("8.5", mark, StringComparison.Ordinal))
        );

    private static async Task<string> Sealed(SigningHouse house, Func<ReadOnlyMemory<byte>, ValueTask<byte[]>> stamp)
    {
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        var prepared = document.Prepare(house.Request(document, "PHAT_HANH"));
        var value = house.Sign(prepared);
        document.Complete(prepared, value, await stamp(document.DataToTimestamp(prepared, value)));
        return Encoding.UTF8.GetString(document.ToSignedDocument());
    }

    private static VerificationReport Verify(SigningHouse house, string text, XmlVerifierOptions? options = null) =>
        BoundedVerification.Verify(
            new XmlDocumentVerifier([], options),
            text,
            new VerificationContext(house.Pki.Anchors, SealedDocument.Now)
        );

    private static string Token(string text)
    {
        var start = text.IndexOf("<xades:EncapsulatedTimeStamp>", StringComparison.Ordinal);
        return text[start..text.IndexOf("</xades:EncapsulatedTimeStamp>", StringComparison.Ordinal)];
    }

    private static string Properties(string text, string id)
    {
        var start = text.IndexOf($"<xades:SignedProperties Id=\"SP-{id}", StringComparison.Ordinal);
        var end = text.IndexOf("</xades:SignedProperties>", start, StringComparison.Ordinal);
        return text[start..end];
    }
}
