// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>A chain of authorities that nobody trusts, all with one long key, and signers below it.</summary>
internal sealed class LongPath : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RSA _key;
    private readonly List<X509Certificate2> _authorities = [];

    public LongPath(int authorities, int bits)
    {
        _key = RSA.Create(bits);
        for (var i = 0; i < authorities; i++)
        {
            var request = new CertificateRequest(
                $"CN=CA {i}",
                _key,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            );
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            _authorities.Add(Issue(request));
        }
    }

    public IReadOnlyList<X509Certificate2> Authorities => _authorities;

    /// <summary>A new signer, with its key.</summary>
    public X509Certificate2 NewSigner(int number)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Issue(new CertificateRequest($"CN=Signer {number}", key, HashAlgorithmName.SHA256))
            .CopyWithPrivateKey(key);
    }

    public void Dispose() => _key.Dispose();

    private X509Certificate2 Issue(CertificateRequest request)
    {
        var issuer = _authorities.Count > 0 ? _authorities[^1].SubjectName : request.SubjectName;
        var generator = X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1);
        return request.Create(issuer, generator, From, From.AddYears(20), [1, .. RandomNumberGenerator.GetBytes(7)]);
    }
}
