// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core;

/// <summary>
/// A certificate's public key for many threads: platform key objects are not promised to be thread-safe, so each caller
/// borrows one of its own.
/// </summary>
public sealed class VerificationKey(X509Certificate2 certificate)
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];

    /// <summary>The DER SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> PublicKeyInfo { get; } = certificate.PublicKey.ExportSubjectPublicKeyInfo();

    /// <summary>Checks a signature value over a digest; ECDSA values are r‖s.</summary>
    /// <returns>False also when the key is not of the scheme's kind.</returns>
    public bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signatureValue)
    {
        if (!_idle.TryTake(out var key))
        {
            key = (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey() ?? certificate.GetRSAPublicKey();
        }
        if (key is null)
        {
            return false;
        }
        var verified = Verify(key, algorithm, digest, signatureValue);
        _idle.Add(key);
        return verified;
    }

    private static bool Verify(
        AsymmetricAlgorithm key,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> value
    ) =>
        (key, algorithm.Scheme) switch
        {
            (ECDsa ecdsa, SignatureScheme.Ecdsa) => ecdsa.VerifyHash(
                digest,
                value,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation
            ),
            (RSA rsa, SignatureScheme.RsaPkcs1) => rsa.VerifyHash(
                digest,
                value,
                algorithm.Digest,
                RSASignaturePadding.Pkcs1
            ),
            (RSA rsa, SignatureScheme.RsaPss) => rsa.VerifyHash(
                digest,
                value,
                algorithm.Digest,
                RSASignaturePadding.Pss
            ),
            _ => false,
        };
}
