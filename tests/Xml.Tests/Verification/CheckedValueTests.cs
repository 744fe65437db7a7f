// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>What a list of values that were checked before changes: the arithmetic of exactly these, and nothing else.</summary>
public sealed class CheckedValueTests : IDisposable
{
    private readonly SigningHouse _house = new(TestKey.Ec);
    private readonly byte[] _wrong = new byte[64];

    public CheckedValueTests() => _wrong.AsSpan().Fill(7);

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Verify_WhenTheValueIsListed_Passes()
    {
        var (signed, digest, value) = Sign();

        Assert.Equal(Integrity.Intact, Verify(signed, Listed(digest, value)).Integrity);
    }

    [Fact]
    public void Verify_WhenAnotherValueIsListed_ComputesTheOneInTheDocument()
    {
        var (_, digest, value) = Sign();
        var (wrong, _, _) = Sign(_wrong);

        Assert.Equal(SubIndication.SigCryptoFailure, Verify(wrong, Listed(digest, value)).SubIndication);
    }

    [Fact]
    public void Verify_WhenTheValueIsListedForAnotherDigestKeyOrAlgorithm_ComputesIt()
    {
        var (wrong, digest, _) = Sign(_wrong);
        var other = TestKey.Ec().PublicKey.ExportSubjectPublicKeyInfo();
        var listed = Listed(digest, _wrong);

        Assert.Equal(Integrity.Broken, Verify(wrong, listed with { Digest = new byte[32] }).Integrity);
        Assert.Equal(Integrity.Broken, Verify(wrong, listed with { PublicKeyInfo = other }).Integrity);
        Assert.Equal(
            Integrity.Broken,
            Verify(wrong, listed with { Algorithm = SignatureAlgorithm.EcdsaSha384 }).Integrity
        );
        // and with all of it the same the list is believed: it is the caller who has checked
        Assert.Equal(Integrity.Intact, Verify(wrong, listed).Integrity);
    }

    [Fact]
    public void Verify_WhenWhatWasSignedIsChanged_FailsThoughTheValueIsListed()
    {
        var (signed, digest, value) = Sign();
        var text = Encoding.UTF8.GetString(signed);
        var data = text.Replace("<Diem>8.5", "<Diem>9.5", StringComparison.Ordinal);
        var claim = text.Replace(">GVCN<", ">CBQL<", StringComparison.Ordinal);
        var info = text.Replace("URI=\"#MH-TOAN", "URI=\"#MH-VAN", StringComparison.Ordinal);

        foreach (var changed in new[] { data, claim, info })
        {
            Assert.NotEqual(text, changed);
            Assert.Equal(Integrity.Broken, Verify(Encoding.UTF8.GetBytes(changed), Listed(digest, value)).Integrity);
        }
    }

    [Fact]
    public void Verify_WhenAValueIsRight_TellsItForTheNextLook()
    {
        var (signed, digest, value) = Sign();
        var context = new VerificationContext(_house.Pki.Anchors, SealedDocument.Now);

        var told = Assert.Single(new XmlDocumentVerifier([]).Verify(signed, context).CheckedValues);

        Assert.True(
            told.Is(
                _house.Identity.Facts.VerificationKey.PublicKeyInfo.Span,
                SignatureAlgorithm.EcdsaSha256,
                digest,
                value
            )
        );
        Assert.Equal(Integrity.Intact, Verify(signed, told).Integrity);
    }

    [Fact]
    public void Verify_WhenAValueIsWrong_TellsNone()
    {
        var (wrong, _, _) = Sign(_wrong);
        var context = new VerificationContext(_house.Pki.Anchors, SealedDocument.Now);

        Assert.Empty(new XmlDocumentVerifier([]).Verify(wrong, context).CheckedValues);
    }

    [Fact]
    public async Task Verify_WhenTheValueOfATokenIsListed_BelievesItAndTellsThoseThatAreRight()
    {
        var verifier = new XmlDocumentVerifier([]);
        var context = new VerificationContext(_house.Pki.Anchors, SealedDocument.Now);
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        var request = _house.Request(document, "PHAT_HANH");
        var prepared = document.Prepare(request);
        var value = _house.Sign(prepared);
        var token = (await _house.StampAsync(document, request, prepared, value))!.Value;
        var wrong = WrongToken.Of(token, document.DataToTimestamp(prepared, value), _house.Pki.Anchors);
        document.Complete(prepared, value, wrong.Token);
        var spoiled = document.ToSignedDocument();
        var right = await _house.SignAsync(SigningHouse.Transcript("<DSCKS/>"), "PHAT_HANH");
        verifier.Verify(right, context);

        Assert.Equal(2, verifier.Verify(right, context).CheckedValues.Count);
        Assert.Equal(Integrity.Broken, verifier.Verify(spoiled, context).Integrity);
        Assert.Equal(
            Integrity.Intact,
            verifier.Verify(spoiled, context with { CheckedValues = [wrong.Listed] }).Integrity
        );
    }

    private (byte[] Signed, byte[] Digest, byte[] Value) Sign(byte[]? value = null)
    {
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        var prepared = document.Prepare(_house.Request(document, "GVCN"));
        value ??= _house.Sign(prepared);
        document.Complete(prepared, value, null);
        return (document.ToSignedDocument(), prepared.Digest.ToArray(), value);
    }

    private CheckedValue Listed(byte[] digest, byte[] value) =>
        new(_house.Identity.Facts.VerificationKey.PublicKeyInfo, SignatureAlgorithm.EcdsaSha256, digest, value);

    private VerificationReport Verify(byte[] signed, CheckedValue known) =>
        new XmlDocumentVerifier([]).Verify(
            signed,
            new VerificationContext(_house.Pki.Anchors, SealedDocument.Now) { CheckedValues = [known] }
        );
}
