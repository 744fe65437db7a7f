// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Attacks by the key and the algorithms: what is weak is told, and never trusted.</summary>
public sealed class HostileKeyTests : HostileSignature
{
    [Fact]
    public void Verify_WhenTheKeyIsElsewhere_UnsupportedAndNotFetched()
    {
        const string Retrieval = "<ds:KeyInfo><ds:RetrievalMethod URI=\"http://127.0.0.1:1/key\"/></ds:KeyInfo>";
        var signature = HandMade.Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive]), keyInfo: Retrieval);

        var report = _maker.Verify(Make(signature));

        Assert.Equal(
            (Integrity.Unsupported, SubIndication.NoSigningCertificateFound),
            (report.Integrity, report.SubIndication)
        );
    }

    [Theory]
    [InlineData("http://www.w3.org/2000/09/xmldsig#hmac-sha1", "")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#hmac-sha1", "<ds:HMACOutputLength>0</ds:HMACOutputLength>")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#dsa-sha1", "")]
    [InlineData("urn:none", "")]
    public void Verify_WhenTheMethodIsHmacOrUnknown_Unsupported(string method, string content)
    {
        // the classic: an HMAC whose key is the public key
        var text = Signed.Replace(
            $"<ds:SignatureMethod Algorithm=\"{HandMade.EcdsaSha256}\"/>",
            $"<ds:SignatureMethod Algorithm=\"{method}\">{content}</ds:SignatureMethod>",
            StringComparison.Ordinal
        );

        var report = _maker.Verify(text);

        Assert.Equal(
            (Integrity.Unsupported, SubIndication.CryptoConstraintsFailure),
            (report.Integrity, report.SubIndication)
        );
    }

    [Fact]
    public void Verify_WhenAnOutputLengthStandsInAnEcdsaMethod_Broken() =>
        AssertBroken(
            _maker.Verify(
                Signed.Replace(
                    $"<ds:SignatureMethod Algorithm=\"{HandMade.EcdsaSha256}\"/>",
                    $"<ds:SignatureMethod Algorithm=\"{HandMade.EcdsaSha256}\"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>",
                    StringComparison.Ordinal
                )
            ),
            SubIndication.FormatFailure
        );

    [Fact]
    public void Verify_WhenSha1IsUsed_IntegrityIsToldButNeverTrusted()
    {
        var maker = new HandMade(TestKey.Rsa()) { Digest = HashAlgorithmName.SHA1 };
        var signature = HandMade.Signature(
            HandMade.Reference(0, "#d", [HandMade.Exclusive], "http://www.w3.org/2000/09/xmldsig#sha1"),
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
        );
        var signed = maker.Sign(
            $"<r>{Data}{signature}</r>",
            new HandMadeReference("d", Digest: HashAlgorithmName.SHA1)
        );

        AssertWeak(maker.Verify(signed));
        AssertBroken(maker.Verify(signed.Replace("8.5", "9.5", StringComparison.Ordinal)), SubIndication.HashFailure);
    }

    [Fact]
    public void Verify_WhenTheKeyIsShort_IntegrityIsToldButNeverTrusted()
    {
        var maker = new HandMade(TestKey.Rsa(1024));
        var signature = HandMade.Signature(
            HandMade.Reference(0, "#d", [HandMade.Exclusive]),
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
        );

        AssertWeak(maker.Verify(maker.Sign($"<r>{Data}{signature}</r>", new HandMadeReference("d"))));
    }

    [Fact]
    public void Verify_WhenTheCertificateIsOfAServer_IntactButNotTrusted()
    {
        var maker = new HandMade(
            certify: static (pki, key) =>
                DevelopmentPki.CreateTlsServer(
                    "CN=hocba.example",
                    ["hocba.example"],
                    [],
                    key,
                    pki.Issuing,
                    TestPki.Life
                )
        );
        var signature = HandMade.Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive]));

        var report = maker.Verify(maker.Sign($"<r>{Data}{signature}</r>", new HandMadeReference("d")));

        Assert.Equal(
            (Integrity.Intact, Indication.Indeterminate, SubIndication.ChainConstraintsFailure),
            (report.Integrity, report.Indication, report.SubIndication)
        );
    }

    [Fact]
    public void Verify_WhenThereIsOnlyABareKey_IntegrityIsToldButNeverTrusted()
    {
        var point = ((ECDsa)_maker.Key.Key).ExportParameters(false).Q;
        var key = Convert.ToBase64String([4, .. point.X!, .. point.Y!]);
        var keyInfo =
            "<ds:KeyInfo><ds:KeyValue><e:ECKeyValue xmlns:e=\"http://www.w3.org/2009/xmldsig11#\"><e:NamedCurve URI=\"urn:oid:1.2.840.10045.3.1.7\"/>"
            + $"<e:PublicKey>{key}</e:PublicKey></e:ECKeyValue></ds:KeyValue></ds:KeyInfo>";
        var signature = HandMade.Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive]), keyInfo: keyInfo);

        var report = _maker.Verify(Make(signature));

        Assert.Equal(
            (Integrity.Intact, Indication.Indeterminate, SubIndication.NoSigningCertificateFound),
            (report.Integrity, report.Indication, report.SubIndication)
        );
    }

    private static void AssertWeak(VerificationReport report) =>
        Assert.Equal(
            (Integrity.Intact, Indication.Indeterminate, SubIndication.CryptoConstraintsFailure),
            (report.Integrity, report.Indication, report.SubIndication)
        );
}
