// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Verification;

public sealed class SealedDocumentTests
{
    public static TheoryData<string, string> Kinds =>
        new()
        {
            { SignatureProfile.Xades, "P-256" },
            { SignatureProfile.Xades, "P-384" },
            { SignatureProfile.Xades, "PSS" },
            { SignatureProfile.XmldsigDscks, "P-256" },
            { SignatureProfile.XmldsigDscks, "RSA" },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Verify_WhenEveryRoleSigned_EverySignaturePasses(string profile, string key)
    {
        var document = await SealedDocument.MakeAsync(profile, () => Key(key));

        var report = document.Verify();

        Assert.Equal(
            (null, Integrity.Intact, Indication.TotalPassed),
            (report.Reason, report.Integrity, report.Indication)
        );
        Assert.Equal(5, report.Signatures.Count);
        Assert.All(report.Signatures, static s => Assert.Equal(Indication.TotalPassed, s.Indication));
        Assert.Equal(
            ["GVBM:TOAN", "GVBM:VAN", "GVCN", "CBQL", "PHAT_HANH"],
            report.Signatures.Select(static s => s.Role.ToString())
        );
        Assert.Contains("Nguyễn Thị Ánh Tuyết", report.Signatures[0].Signer!, StringComparison.Ordinal);
        Assert.Equal(SigningHouse.SigningTime, report.Signatures[0].SigningTime);
        Assert.Equal([""], report.Signatures[4].SignedData);
        Assert.Equal(["/HocBaSo"], report.Signatures[4].SignedPaths);
        Assert.Equal($"SV-GVCN-{SigningHouse.Code}", report.Signatures[3].SignedData[^1]);
        Assert.Equal("/HocBaSo/DSCKS/GVCN/Signature/SignatureValue", report.Signatures[3].SignedPaths[^1]);
        Assert.Equal(
            profile == SignatureProfile.Xades ? ["XAdES-BASELINE-B", "XAdES-BASELINE-T"] : ["XMLDSig"],
            report.Signatures.Select(static s => s.Level).Distinct()
        );
        Assert.Equal(profile == SignatureProfile.Xades, report.Signatures[4].Timestamp is not null);
    }

    [Fact]
    public async Task Verify_WhenAnchorsAreOthers_IntactButNotTrusted()
    {
        var document = await SealedDocument.MakeAsync();

        var report = document.Verifier.Verify(
            System.Text.Encoding.UTF8.GetBytes(document.Text),
            new VerificationContext(TrustAnchors.None, SealedDocument.Now)
        );

        Assert.Equal(Integrity.Intact, report.Integrity);
        Assert.Equal(Indication.Indeterminate, report.Indication);
        Assert.Equal(SubIndication.NoCertificateChainFound, report.SubIndication);
    }

    [Fact]
    public async Task Verify_WhenCertificatesHaveExpiredSince_TheSealsTimestampProvesTheInnerSignaturesToo()
    {
        var document = await SealedDocument.MakeAsync();
        var later = new VerificationContext(document.Pki.Anchors, TestPki.Life.Until.AddYears(1));

        var report = document.Verifier.Verify(System.Text.Encoding.UTF8.GetBytes(document.Text), later);

        Assert.Equal(Indication.TotalPassed, report.Indication);
    }

    [Fact]
    public async Task Verify_WhenCertificatesHaveExpiredAndNothingProvesTheTime_OutOfBounds()
    {
        var document = await SealedDocument.MakeAsync(SignatureProfile.XmldsigDscks);
        var later = new VerificationContext(document.Pki.Anchors, TestPki.Life.Until.AddYears(1));

        var report = document.Verifier.Verify(System.Text.Encoding.UTF8.GetBytes(document.Text), later);

        Assert.Equal(
            (Integrity.Intact, Indication.Indeterminate, SubIndication.OutOfBoundsNoPoe),
            (report.Integrity, report.Indication, report.SubIndication)
        );
    }

    [Fact]
    public async Task VerifyAndRead_WhenTheSealPassed_SaysWhoCoversTheVeryElement()
    {
        var document = await SealedDocument.MakeAsync();

        var reading = document.Verifier.VerifyAndRead(
            System.Text.Encoding.UTF8.GetBytes(document.Text),
            document.Context,
            static (verified, _) =>
            {
                var block = verified.Root.Children().First(static c => c.LocalName == "KetQuaMonHoc");
                var mark = block.Child("Diem")!.Value;
                var roles = verified.CoveredBy(mark).Select(static s => s.Role.ToString());
                return $"{mark.Text} {string.Join(' ', roles)}";
            }
        );

        Assert.Equal("8.5 GVBM:TOAN GVCN CBQL PHAT_HANH", reading.Value);
    }

    [Fact]
    public async Task VerifyAndRead_WhenTheDocumentIsBroken_NothingIsCovered()
    {
        var document = await SealedDocument.MakeAsync();

        var reading = document.Verifier.VerifyAndRead(
            System.Text.Encoding.UTF8.GetBytes(document.Text.Replace(">T<", ">K<", StringComparison.Ordinal)),
            document.Context,
            static (verified, _) => verified.CoveredBy(verified.Root.Children().First()).Count
        );

        Assert.Equal((0, Integrity.Broken), (reading.Value, reading.Report.Integrity));
    }

    [Fact]
    public void Verify_WhenThereIsNoSignature_UnsignedAndNeverAPass()
    {
        var report = new XmlDocumentVerifier([]).Verify(
            "<a/>"u8.ToArray(),
            new VerificationContext(TrustAnchors.None, SealedDocument.Now)
        );

        Assert.Equal((Integrity.Unsigned, Indication.TotalFailed), (report.Integrity, report.Indication));
    }

    [Theory]
    [InlineData("<?xml\tversion=\"1.0\" encoding=\"UTF-8\"?>")]
    [InlineData("<?xml\nversion=\"1.0\" encoding=\"UTF-8\"?>")]
    [InlineData("<?xml\tversion = '1.0'   encoding='US-ASCII'  ?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"US-ASCII\"?>")]
    public async Task Verify_WhenTheXmlDeclarationIsWrittenInAnUnusualWay_NoPass(string declaration)
    {
        const string Usual = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        // ASCII throughout, so that it can claim to be so
        var transcript = string.Concat(SealedDocument.Transcript.Where(char.IsAscii));
        var document = await SealedDocument.MakeAsync(transcript: transcript);
        Assert.StartsWith(Usual, document.Text, StringComparison.Ordinal);
        Assert.Equal(Indication.TotalPassed, document.Verify().Indication);

        var report = document.Verify(declaration + document.Text[Usual.Length..]);

        Assert.Equal(
            (Integrity.Broken, Indication.TotalFailed, SubIndication.FormatFailure),
            (report.Integrity, report.Indication, report.SubIndication)
        );
    }

    internal static TestKey Key(string name) =>
        name switch
        {
            "P-256" => TestKey.Ec(),
            "P-384" => TestKey.Ec(
                System.Security.Cryptography.ECCurve.NamedCurves.nistP384,
                SignatureAlgorithm.EcdsaSha384
            ),
            "PSS" => TestKey.Rsa(pss: true),
            _ => TestKey.Rsa(),
        };
}
