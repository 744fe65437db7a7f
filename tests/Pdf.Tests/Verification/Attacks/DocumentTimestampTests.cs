// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>Document timestamps (EN 319 142-1 §5.4.3), and certificates that the document brings along (§5.4.2).</summary>
public sealed class DocumentTimestampTests
{
    private const string Timestamp = "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161";

    private readonly TestPki _pki = new();
    private readonly HandSigned _stamped;

    public DocumentTimestampTests() => _stamped = new HandSigned { Value = Stamp(_pki) };

    [Fact]
    public void Verify_WhenTheTimestampIsOverTheFile_ItPassesByItself()
    {
        var report = Verify(Stamped(Timestamp));

        var timestamp = report.Signatures[1];
        Assert.True(timestamp.Indication == Indication.TotalPassed, timestamp.Reason);
        Assert.Equal("covers whole file", Assert.Single(timestamp.SignedPaths));
        Assert.NotNull(timestamp.Timestamp);
        Assert.True(report.Integrity == Integrity.Intact, report.Reason);
        Assert.Contains(
            "Revision 2, object 14: the signature field TS was added: allowed",
            report.Signatures[0].Warnings
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Verify_WhenTheDocumentIsCertified_ATimestampIsStillAllowed(int level) =>
        Assert.Equal(Integrity.Intact, Verify(Stamped(Timestamp, Attack.Certified(level).Build())).Integrity);

    [Fact]
    public void Verify_WhenTheTokenIsOverOtherData_IsBroken()
    {
        var other = new HandSigned { Value = covered => Stamp(_pki)([.. covered, 0]) };
        RequireBroken(Stamped(Timestamp, signer: other), SubIndication.HashFailure, "The timestamp: ");
    }

    [Fact]
    public void Verify_WhenTheTokenIsReplacedByAnotherAuthoritys_IsNotTrusted()
    {
        var pdf = Stamped(Timestamp);
        var start = Encoding.Latin1.GetString(pdf).LastIndexOf("/Contents <3", StringComparison.Ordinal) + 10;
        var end = start + pdf.AsSpan(start).IndexOf((byte)'>') + 1;
        pdf.AsSpan(start + 1, end - start - 2).Fill((byte)'0');
        new HandSigned { Value = Stamp(new TestPki()) }.Fill(pdf, start, end);

        var report = Verify(pdf).Signatures[1];

        Assert.Equal(Indication.Indeterminate, report.Indication);
        Assert.Equal(SubIndication.NoCertificateChainFound, report.SubIndication);
        Assert.Null(report.Timestamp);
        Assert.Contains("The timestamp: ", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenItsTimeIsAtTheEndOfTime_AnswersWithAVerdict()
    {
        var authority = HostileAuthority.WithTwoAlgorithms(HostileAuthority.EndOfTime);

        var report = Verify(Stamped(Timestamp, signer: new HandSigned { Value = Stamp(authority) })).Signatures[1];

        Assert.Equal(
            (Integrity.Intact, SubIndication.NoCertificateChainFound),
            (report.Integrity, report.SubIndication)
        );
        Assert.Null(report.Timestamp);
    }

    [Fact]
    public void Verify_WhenTheFileChangesBehindTheTimestamp_IsBroken()
    {
        var pdf = Stamped(Timestamp);
        RequireBroken(
            Update.Append(pdf, Update.Edit(pdf, 3, "[0 0 300 300]", "[0 0 30 30]")),
            SubIndication.HashFailure,
            "object 3 (Page): /MediaBox was changed"
        );
    }

    [Theory]
    [InlineData(
        "/Type /DocTimeStamp /SubFilter /ETSI.CAdES.detached",
        "The dictionary calls itself a document timestamp (DocTimeStamp), and its /SubFilter is another"
    )]
    [InlineData(
        "/Type /DocTimeStamp /SubFilter /adbe.pkcs7.detached",
        "The dictionary calls itself a document timestamp (DocTimeStamp), and its /SubFilter is another"
    )]
    [InlineData("/Type /Sig /SubFilter /ETSI.RFC3161", "the /Type of the dictionary is not DocTimeStamp")]
    [InlineData("/SubFilter /ETSI.RFC3161", "the /Type of the dictionary is not DocTimeStamp")]
    [InlineData("/Type /Sig /SubFilter /ETSI.CAdES.detached", "eContent")]
    [InlineData("/Type /Sig /SubFilter /adbe.pkcs7.detached", "eContent")]
    public void Verify_WhenATokenIsInADictionaryOfAnotherKind_IsBroken(string entries, string reason) =>
        RequireBroken(Stamped(entries), SubIndication.FormatFailure, reason);

    [Fact]
    public void Verify_WhenADocumentTimestampHoldsASignature_IsBroken() =>
        RequireBroken(
            Stamped(Timestamp, signer: new HandSigned()),
            SubIndication.FormatFailure,
            "The document timestamp holds no TSTInfo"
        );

    [Fact]
    public void Verify_WhenADocumentTimestampShows_IsBroken() =>
        RequireBroken(
            Stamped(Timestamp, Attack.Certified(1).Build(), rectangle: "[0 0 300 300]"),
            SubIndication.HashFailure,
            "object 14: the signature field TS was added: a document timestamp may not show anything"
        );

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[0 0 0]")]
    public void Verify_WhenADocumentTimestampHasNoRectangle_IsBroken(string rectangle) =>
        RequireBroken(
            Stamped(Timestamp, Attack.Certified(2).Build(), rectangle: rectangle),
            SubIndication.HashFailure,
            "object 14: the signature field TS was added: a document timestamp may not show anything"
        );

    // Object 10 is a form with a box of its own, which viewers paint whatever the rectangle says.
    [Fact]
    public void Verify_WhenADocumentTimestampOfNoSizeHasALook_IsBroken() =>
        RequireBroken(
            Stamped(Timestamp, Attack.Certified(1).Build(), rectangle: "[0 0 0 0] /AP << /N 10 0 R >>"),
            SubIndication.HashFailure,
            "object 14: the signature field TS was added: a document timestamp may not show anything"
        );

    [Theory]
    [InlineData("<< /Type /Annot /Subtype /Widget /FT /Sig /T (TS) /Rect [0 0 300 300] /P 3 0 R >>", "14 0 R")]
    [InlineData("<< /FT /Sig /T (TS) /Kids [15 0 R] >>", "15 0 R")]
    public void Verify_WhenAWaitingFieldThatShowsIsStamped_IsBroken(string field, string annotation)
    {
        var waiting = (Attack.Certified(1) with { MoreFields = "14 0 R", MoreAnnotations = annotation }).BuildWith(
            field,
            "<< /Type /Annot /Subtype /Widget /Parent 14 0 R /Rect [0 0 300 300] /P 3 0 R /AP << /N 10 0 R >> >>"
        );
        var pdf = _stamped.Sign(
            Update.Append(
                waiting,
                Update.Edit(waiting, 14, "/T (TS)", "/T (TS) /V 16 0 R"),
                (16, HandSigned.Dictionary(Timestamp))
            )
        );

        RequireBroken(
            pdf,
            SubIndication.HashFailure,
            "object 14: the field TS was signed: a document timestamp may not show anything"
        );
    }

    [Fact]
    public void Verify_WhenTheIssuerIsOnlyInTheDss_ThePathIsFound()
    {
        var key = TestKey.Ec();
        var signed = new HandSigned { Certificate = WithKey(_pki.Person("An", key.PublicKey), key) }.Build();

        Assert.Equal(SubIndication.NoCertificateChainFound, Verify(signed).SubIndication);
        Assert.Equal(Indication.TotalPassed, Verify(WithStore(signed, _pki.Issuing.Certificate)).Indication);
    }

    [Fact]
    public void Verify_WhenTheDssHoldsARootOfItsOwn_ItIsNotTrusted()
    {
        var key = TestKey.Ec();
        var other = new TestPki();
        var signed = new HandSigned { Certificate = WithKey(other.Person("An", key.PublicKey), key) }.Build();

        var report = Verify(WithStore(signed, other.Issuing.Certificate, other.Root.Certificate));

        Assert.Equal(Indication.Indeterminate, report.Indication);
        Assert.Equal(SubIndication.NoCertificateChainFound, report.SubIndication);
    }

    [Fact]
    public void Verify_WhenTheDssIsDamaged_TheRestIsJudgedAsItWas()
    {
        var pdf = Attack.Plain.Build();
        var report = Verify(
            Update.Append(
                pdf,
                Update.Edit(pdf, 1, "/Pages", "/DSS << /Certs [14 0 R 15 0 R 99 0 R 7] >> /Pages"),
                (14, "<< /Length 2 >>\nstream\nq \nendstream"),
                (15, "<< /Length 2 /Filter /Unknown >>\nstream\nq \nendstream")
            )
        );

        Assert.True(report.Integrity == Integrity.Intact, report.Reason);
        Assert.Equal(SubIndication.NoCertificateChainFound, report.SubIndication);
    }

    private VerificationReport Verify(byte[] pdf) =>
        Attack.Verifier.Verify(pdf, new VerificationContext(_pki.Anchors, TimeProvider.System.GetUtcNow()));

    private void RequireBroken(byte[] pdf, SubIndication why, string reason)
    {
        var report = Verify(pdf);

        Assert.Contains(reason, report.Reason, StringComparison.Ordinal);
        Assert.Equal(why, report.SubIndication);
        Assert.Equal(Integrity.Broken, report.Integrity);
    }

    private byte[] Stamped(
        string entries,
        byte[]? pdf = null,
        HandSigned? signer = null,
        string rectangle = "[0 0 0 0]"
    )
    {
        pdf ??= Attack.Plain.Build();
        return (signer ?? _stamped).Sign(
            Update.Append(
                pdf,
                Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
                Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"),
                (14, $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (TS) /Rect {rectangle} /P 3 0 R /V 15 0 R >>"),
                (15, HandSigned.Dictionary(entries))
            )
        );
    }

    /// <summary>A document with a DSS that holds certificates.</summary>
    internal static byte[] WithStore(byte[] pdf, params X509Certificate2[] certificates)
    {
        var streams = certificates.Select(
            (c, i) =>
                (
                    20 + i,
                    (string?)
                        $"<< /Length {c.RawData.Length} >>\nstream\n{Encoding.Latin1.GetString(c.RawData)}\nendstream"
                )
        );
        var list = string.Join(' ', certificates.Select(static (_, i) => $"{20 + i} 0 R"));
        return Update.Append(pdf, [Update.Edit(pdf, 1, "/Pages", $"/DSS << /Certs [{list}] >> /Pages"), .. streams]);
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, TestKey key) =>
        certificate.CopyWithPrivateKey((System.Security.Cryptography.ECDsa)key.Key);

    private static Func<byte[], byte[]> Stamp(TestPki pki) =>
        Stamp(new TestTimestampAuthority(pki, TimeProvider.System));

    private static Func<byte[], byte[]> Stamp(TestTimestampAuthority authority) =>
        covered => authority.StampAsync(covered).AsTask().GetAwaiter().GetResult();
}
