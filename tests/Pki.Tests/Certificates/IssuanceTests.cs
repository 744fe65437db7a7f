// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>A certificate is its issuer's by name and signature; how the name is encoded does not matter (RFC 5280 §7.1).</summary>
public sealed class IssuanceTests
{
    private readonly CertificateIssuer _issuer = new TestPki().Issuing;

    [Theory]
    [InlineData("CN=Test Issuing CA, O=Test, C=VN", true)]
    [InlineData("CN=test  issuing CA, O=TEST, C=VN", true)]
    [InlineData("CN=Test Issuing CA 2, O=Test, C=VN", false)]
    [InlineData("CN=Test Issuing CA, C=VN", false)]
    public void IsIssuedBy_WhenNameIsInAnotherForm_ComparesTheNameItself(string issuerName, bool isIssued)
    {
        var certificate = Issue(issuerName, _issuer);

        Assert.Equal(isIssued, Issuance.IsIssuedBy(certificate, _issuer.Certificate));
        Assert.Equal(isIssued, StatusSubject.FindIssuer(certificate, [_issuer.Certificate]) is not null);
        if (isIssued)
        {
            Assert.Equal(certificate, new StatusSubject(certificate, _issuer.Certificate).Certificate);
        }
        else
        {
            Assert.Throws<PkiFormatException>(() => new StatusSubject(certificate, _issuer.Certificate));
        }
    }

    [Fact]
    public void IsIssuedBy_WhenAnotherKeySigned_IsFalse()
    {
        var certificate = Issue("CN=Test Issuing CA, O=Test, C=VN", new TestPki().Issuing);

        Assert.False(Issuance.IsIssuedBy(certificate, _issuer.Certificate));
        Assert.Null(StatusSubject.FindIssuer(certificate, [_issuer.Certificate]));
    }

    private static X509Certificate2 Issue(string issuerName, CertificateIssuer signer)
    {
        var form = X500DistinguishedNameFlags.Reversed | X500DistinguishedNameFlags.ForceUTF8Encoding;
        var name = new X500DistinguishedName("CN=Lan, C=VN");
        var request = new CertificateRequest(name, TestKey.Ec().PublicKey, HashAlgorithmName.SHA256);
        return request.Create(
            new X500DistinguishedName(issuerName, form),
            signer.Generator,
            TestPki.Life.From,
            TestPki.Life.Until,
            [0x4A, 0x02]
        );
    }
}
