// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>What the plan accepts, the verifier calls intact when it is signed: whatever freedom XML leaves the caller.</summary>
public sealed class SignedFormTests : IDisposable
{
    private static readonly SampleTranscript Sample = SampleClass.Generate(SchoolLevel.TieuHoc, 1, 7).Single();

    private static readonly XmlDocumentVerifier Verifier = new([TranscriptProfile.Default]);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public SignedFormTests() => _certificate = TestIdentity.SelfSigned(_key);

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData("<TongKet", "<!-- ghi chú --><TongKet")]
    [InlineData("<TongKet", "<?in trang?><TongKet")]
    [InlineData("<TongKet", "<TongKet xmlns:q=\"urn:q\"")]
    [InlineData("<HocBaSo ", "<?xml version='1.0'   encoding='UTF-8'  ?><HocBaSo ")]
    [InlineData("<HocBaSo ", "<?xml\tversion=\"1.0\" encoding=\"UTF-8\"?><HocBaSo ")]
    [InlineData("<HocBaSo ", "<?xml\nversion=\"1.0\" encoding=\"UTF-8\"?><HocBaSo ")]
    [InlineData("<HocBaSo ", "\uFEFF<?xml\r\nversion=\"1.0\"?><HocBaSo ")]
    public void Plan_WhenTheDocumentHoldsWhatNoSignatureCovers_IsRefusedBeforeAnythingIsSigned(string what, string by)
    {
        using var open = new XmlDocumentFormat().Open(Changed(what, by));

        var fault = Assert.Throws<SigningException>(() =>
            TranscriptProfile.Default.Plan(open.Root!.Value, [new SigningStep(new RoleClaim(SignerRole.Gvcn), "i")])
        );

        Assert.Equal(SigningErrorKind.MalformedDocument, fault.Kind);
        Assert.Equal("/HocBaSo", fault.Field);
    }

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("<HocBaSo ", "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<HocBaSo ")]
    [InlineData("<HocBaSo ", "<HocBaSo  ")]
    [InlineData("Id=\"TK-", "Id = 'T&#75;-", "'")]
    [InlineData("<DSCKS></DSCKS>", "<DSCKS/>")]
    [InlineData("<DSCKS></DSCKS>", "<DSCKS ><GVCN\n/><CBQL> </CBQL><PHAT_HANH><![CDATA[ ]]></PHAT_HANH></DSCKS >")]
    [InlineData("<HocBaSo ", "<HocBaSo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" ")]
    [InlineData("<HocBaSo ", "<HocBaSo xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ")]
    public void Sign_WhenTheDocumentIsWrittenInAnotherLawfulWay_TheVerifierCallsItIntact(
        string what,
        string by,
        string? quote = null
    )
    {
        var text = Encoding.UTF8.GetString(Changed(what, by));
        if (quote is not null)
        {
            var start = text.IndexOf(by, StringComparison.Ordinal) + by.Length;
            var end = text.IndexOf('"', start);
            text = text[..end] + quote + text[(end + 1)..];
        }
        foreach (var profile in new[] { SignatureProfile.Xades, SignatureProfile.XmldsigDscks })
        {
            var signed = Sign(Encoding.UTF8.GetBytes(text), profile);
            var report = Verifier.Verify(signed, new VerificationContext(TrustAnchors.None, DateTimeOffset.UnixEpoch));

            Assert.True(report.Integrity == Integrity.Intact, $"{profile}: {report.Reason}");
            Assert.Equal(3, report.Signatures.Count);
        }
    }

    [Fact]
    public void Plan_WhenThereAreMoreSubjectsThanAVerifierTakesReferences_IsRefusedBeforeAnythingIsSigned()
    {
        var text = Encoding.UTF8.GetString(Sample.Xml);
        var start = text.IndexOf("<KetQuaMonHoc", StringComparison.Ordinal);
        var end = text.IndexOf("</KetQuaMonHoc>", StringComparison.Ordinal) + "</KetQuaMonHoc>".Length;
        var block = text[start..end];
        var code = block.Split("<MaMon>")[1].Split("</MaMon>")[0];
        var more = Enumerable
            .Range(0, 300)
            .Select(i =>
                block
                    .Replace($"<MaMon>{code}<", $"<MaMon>{code}{i}<", StringComparison.Ordinal)
                    .Replace($"MH-{code}-", $"MH-{code}{i}-", StringComparison.Ordinal)
            );
        using var open = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(text.Insert(end, string.Concat(more))));

        var fault = Assert.Throws<SigningException>(() =>
            TranscriptProfile.Default.Plan(open.Root!.Value, [new SigningStep(new RoleClaim(SignerRole.Gvcn), "i")])
        );

        Assert.Equal(SigningErrorKind.MalformedDocument, fault.Kind);
        Assert.Contains("the level allows 100", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Changed(string what, string by)
    {
        var text = Encoding.UTF8.GetString(Sample.Xml);
        text = text[text.IndexOf("<HocBaSo", StringComparison.Ordinal)..];
        Assert.Contains(what, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal));
    }

    private byte[] Sign(byte[] document, string profile)
    {
        using var open = new XmlDocumentFormat().Open(document);
        SigningStep[] steps =
        [
            .. new[] { SignerRole.Gvcn, SignerRole.Cbql, SignerRole.PhatHanh }.Select(r => new SigningStep(
                new RoleClaim(r),
                "i"
            )),
        ];
        var plan = TranscriptProfile.Default.Plan(open.Root!.Value, steps);
        for (var i = 0; i < steps.Length; i++)
        {
            var prepared = open.Prepare(Request(plan.Signatures[i], steps[i], profile));
            open.Complete(prepared, _key.SignHash(prepared.Digest.Span), null);
        }
        return open.ToSignedDocument();
    }

    private SignatureRequest Request(PlannedSignature planned, SigningStep step, string profile) =>
        new()
        {
            Planned = planned,
            Step = step,
            Identity = TestIdentity.Of(_certificate),
            Algorithm = SignatureAlgorithm.EcdsaSha256,
            Profile = profile,
            Level = SignatureLevel.BaselineB,
            SigningTime = DateTimeOffset.UnixEpoch,
        };
}
