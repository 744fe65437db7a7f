// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.Pdf.Verification;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>What is remembered of certificates: by all octets, bounded, and never whether they are trusted.</summary>
public sealed class CertificateStoreTests
{
    private static readonly TestPki Pki = new();

    [Fact]
    public void Get_WhenTheOctetsAreTheSame_GivesTheSameCertificate()
    {
        var store = new CertificateStore();
        var octets = Person("A");

        Assert.Same(store.Get(octets), store.Get(octets.ToArray()));
    }

    [Fact]
    public void Get_WhenTheLastOctetDiffers_GivesAnother()
    {
        var store = new CertificateStore();
        var octets = Person("A");
        var changed = octets.ToArray();
        changed[^1] ^= 1; // of its signature: subject, number and key are the same

        Assert.NotSame(store.Get(octets), store.Get(changed));
        Assert.Equal(changed, store.Get(changed).Raw.ToArray());
    }

    [Fact]
    public void Get_WhenTheCallersBufferHoldsAnotherOneLater_StillTellsThemApart()
    {
        var store = new CertificateStore();
        var (first, second) = (Person("A"), Person("B"));
        var buffer = new byte[Math.Max(first.Length, second.Length)];
        first.CopyTo(buffer, 0);
        store.Get(buffer.AsMemory(0, first.Length));
        second.CopyTo(buffer, 0);

        Assert.Equal(second, store.Get(buffer.AsMemory(0, second.Length)).Raw.ToArray());
        Assert.Equal(first, store.Get(first).Raw.ToArray());
    }

    [Fact]
    public void Get_WhenItIsFull_StartsAnew()
    {
        var store = new CertificateStore(capacity: 3);
        var known = store.Get(Person("A"));
        foreach (var name in new[] { "B", "C", "D", "E", "F" })
        {
            store.Get(Person(name));
            Assert.InRange(store.Count, 1, 3);
        }

        Assert.NotSame(known, store.Get(known.Raw));
    }

    [Fact]
    public void Get_WhenTheCertificateIsLong_DoesNotKeepIt()
    {
        var store = new CertificateStore();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Long", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509Extension("1.3.6.1.4.1.99999.1", new byte[CertificateStore.MaxKeptLength], critical: false)
        );
        using var made = request.CreateSelfSigned(TestPki.Life.From, TestPki.Life.Until);

        Assert.Equal(made.RawData, store.Get(made.RawData).Raw.ToArray());
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void Get_WhenTheCertificateIsPem_IsRefusedEachTime()
    {
        var store = new CertificateStore();
        using var certificate = X509CertificateLoader.LoadCertificate(Person("A"));
        var pem = System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());

        Assert.Throws<VerificationFaultException>(() => store.Get(pem));
        Assert.Throws<VerificationFaultException>(() => store.Get(pem));
    }

    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public async Task Verifies_WhenManyThreadsAsk_GivesEachItsOwnAnswer(string kind)
    {
        var key = kind == "ec" ? TestKey.Ec() : TestKey.Rsa();
        var known = new CertificateStore().Get(Pki.Person("A", key.PublicKey).RawData);
        var digests = Enumerable.Range(0, 8).Select(static i => SHA256.HashData([(byte)i])).ToArray();
        var values = digests.Select(d => InDer(SoftwareDigestSigner.Sign(key.Key, key.Algorithm, d), key)).ToArray();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(i => Task.Run(() => known.Verifies(key.Algorithm, digests[i % 8], values[i / 8], [])))
        );

        Assert.All(answers.Index(), answer => Assert.Equal(answer.Index % 8 == answer.Index / 8, answer.Item));
    }

    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public void Verifies_WhenTheKeyIsOfAnotherKind_IsFalseAndTheKeyStaysOfUse(string kind)
    {
        var key = kind == "ec" ? TestKey.Ec() : TestKey.Rsa();
        var other = kind == "ec" ? SignatureAlgorithm.RsaPkcs1Sha256 : SignatureAlgorithm.EcdsaSha256;
        var known = new CertificateStore().Get(Pki.Person("A", key.PublicKey).RawData);
        var digest = SHA256.HashData([1]);
        var value = InDer(SoftwareDigestSigner.Sign(key.Key, key.Algorithm, digest), key);

        Assert.False(known.Verifies(other, digest, value, []));
        Assert.True(known.Verifies(key.Algorithm, digest, value, []));
        Assert.False(known.Verifies(other, digest, value, []));
        Assert.True(known.Verifies(key.Algorithm, digest, value, []));
    }

    // What was found once must not outlive the certificate, nor serve whoever trusts another root.
    [Fact]
    public async Task Verify_WhenTheCertificateHasEndedSinceItWasMet_DoesNotPass()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var signed = await house.SignAsync(PdfFiles.ByHand(), "GVCN");
        var verifier = new PdfDocumentVerifier();
        var within = verifier.Verify(signed, new VerificationContext(house.Pki.Anchors, PdfHouse.SigningTime));
        var after = verifier.Verify(
            signed,
            new VerificationContext(house.Pki.Anchors, TestPki.Life.Until.AddSeconds(1))
        );
        var elsewhere = verifier.Verify(signed, new VerificationContext(Pki.Anchors, PdfHouse.SigningTime));

        Assert.Equal(Indication.TotalPassed, within.Indication);
        Assert.Equal(SubIndication.OutOfBoundsNoPoe, after.SubIndication);
        Assert.Equal(SubIndication.NoCertificateChainFound, elsewhere.SubIndication);
    }

    private static byte[] Person(string name)
    {
        var key = TestKey.Ec();
        return Pki.Person(name, key.PublicKey).RawData;
    }

    private static byte[] InDer(byte[] value, TestKey key) =>
        key.Key is ECDsa ? HocBaSo.Signing.Pki.EcdsaValue.ToDer(value) : value;
}
