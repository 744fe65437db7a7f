// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.Pdf.Verification;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>
/// A value that was checked with the public key in the same request is not computed again; all else is. The documents here have
/// a value that is wrong, so that it shows which of both was done.
/// </summary>
public sealed class CheckedValueTests : IDisposable
{
    private static readonly PdfDocumentVerifier Verifier = new();
    private readonly PdfHouse _house = new(TestKey.Ec);
    private readonly byte[] _pdf;
    private readonly CheckedValue _value;

    public CheckedValueTests()
    {
        using var document = _house.Format.Open(PdfFiles.ByHand());
        var prepared = document.Prepare(_house.Request("GVCN"));
        var wrong = _house.Sign(prepared);
        wrong[^1] ^= 1;
        document.Complete(prepared, wrong, null);
        _pdf = document.ToSignedDocument();
        _value = new CheckedValue(KeyOf(_house), prepared.Algorithm, prepared.Digest, wrong);
    }

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Verify_WhenTheValueWasCheckedBefore_DoesNotComputeIt()
    {
        Assert.Equal(Indication.TotalPassed, Verify(_pdf, _value).Indication);
        Assert.Equal(SubIndication.SigCryptoFailure, Verify(_pdf).SubIndication);
    }

    [Fact]
    public void Verify_WhenAnythingOfWhatWasCheckedDiffers_ComputesTheValue()
    {
        using var other = new PdfHouse(TestKey.Ec);
        CheckedValue[] others =
        [
            _value with
            {
                PublicKeyInfo = KeyOf(other),
            },
            _value with
            {
                Digest = Changed(_value.Digest),
            },
            _value with
            {
                Value = Changed(_value.Value),
            },
            _value with
            {
                Algorithm = new SignatureAlgorithm(SignatureScheme.Ecdsa, HashAlgorithmName.SHA384),
            },
            _value with
            {
                Algorithm = SignatureAlgorithm.RsaPkcs1Sha256,
            },
        ];

        Assert.Equal(SubIndication.SigCryptoFailure, Verify(_pdf, others).SubIndication);
        Assert.Equal(Indication.TotalPassed, Verify(_pdf, [.. others, _value]).Indication);
    }

    [Fact]
    public void Verify_WhenTheDocumentWasChanged_IsBrokenWhateverWasChecked()
    {
        var changed = _pdf.ToArray();
        changed[changed.AsSpan().IndexOf("595 842"u8)] ^= 1;

        Assert.Equal(SubIndication.HashFailure, Verify(changed, _value).SubIndication);
    }

    [Fact]
    public void Verify_WhenTheSignerIsNotTrusted_DoesNotPassWhateverWasChecked()
    {
        using var other = new PdfHouse(TestKey.Ec);
        var context = new VerificationContext(other.Pki.Anchors, PdfHouse.SigningTime) { CheckedValues = [_value] };

        Assert.Equal(SubIndication.NoCertificateChainFound, Verifier.Verify(_pdf, context).SubIndication);
    }

    [Fact]
    public async Task Verify_WhenTheValueOfATokenWasCheckedBefore_DoesNotComputeIt()
    {
        using var document = _house.Format.Open(PdfFiles.ByHand());
        var request = _house.Request("PHAT_HANH");
        var prepared = document.Prepare(request);
        var value = _house.Sign(prepared);
        var token = (await _house.StampAsync(document, request, prepared, value))!.Value;
        var wrong = WrongToken.Of(token, document.DataToTimestamp(prepared, value), _house.Pki.Anchors);
        document.Complete(prepared, value, wrong.Token);
        var pdf = document.ToSignedDocument();
        // The authority has to be met before: until then nothing is known of its key.
        Assert.Equal(Integrity.Intact, Verify(await _house.SignAsync(PdfFiles.ByHand(), "PHAT_HANH")).Integrity);

        Assert.Equal(Integrity.Broken, Verify(pdf).Integrity);
        Assert.Equal(Integrity.Broken, Verify(pdf, wrong.Listed with { Digest = new byte[32] }).Integrity);
        Assert.Equal(Integrity.Intact, Verify(pdf, wrong.Listed).Integrity);
    }

    // The strength of the key is told all the same.
    [Fact]
    public void Verifies_WhenTheValueOfAShortKeyWasChecked_StillReadsTheKey()
    {
        var key = TestKey.Rsa(1024);
        using var certificate = new TestPki().Person("A", key.PublicKey);
        var known = new CertificateStore().Get(certificate.RawData);
        var digest = SHA256.HashData([1]);
        var value = new CheckedValue(
            key.PublicKey.ExportSubjectPublicKeyInfo(),
            key.Algorithm,
            digest,
            SoftwareDigestSigner.Sign(key.Key, key.Algorithm, digest)
        );

        Assert.True(known.Verifies(key.Algorithm, digest, value.Value.Span, [value]));
        Assert.Equal(1024, known.RsaBits);
    }

    private VerificationReport Verify(byte[] pdf, params CheckedValue[] values) =>
        Verifier.Verify(
            pdf,
            new VerificationContext(_house.Pki.Anchors, PdfHouse.SigningTime) { CheckedValues = values }
        );

    private static byte[] KeyOf(PdfHouse house) =>
        house.Identity.CertificateChain[0].PublicKey.ExportSubjectPublicKeyInfo();

    private static byte[] Changed(ReadOnlyMemory<byte> octets)
    {
        var changed = octets.ToArray();
        changed[0] ^= 1;
        return changed;
    }
}
