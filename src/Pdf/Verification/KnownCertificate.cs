// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// A certificate with the objects of its public key: platform key objects are not promised to be thread-safe, so each caller
/// borrows one of its own. Never disposed, for it is shared.
/// </summary>
internal sealed class KnownCertificate(X509Certificate2 certificate)
{
    private const int MaxRsaBits = 16_384;
    private const int MaxExponentOctets = 4;

    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private byte[]? _publicKeyInfo;

    public X509Certificate2 Certificate => certificate;

    /// <summary>The whole certificate, DER.</summary>
    public ReadOnlyMemory<byte> Raw { get; } = certificate.RawDataMemory;

    /// <summary>Bits of the key when it is RSA and was asked for; else 0.</summary>
    public int RsaBits { get; private set; }

    /// <summary>Bits of the key when it is on an elliptic curve and was asked for; else 0.</summary>
    public int EcBits { get; private set; }

    /// <summary>The public-key operation, over a digest. False also when the key is of another kind than the algorithm.</summary>
    /// <param name="algorithm">Scheme and digest.</param>
    /// <param name="digest">What was signed.</param>
    /// <param name="value">The value as CMS carries it; of ECDSA in DER.</param>
    /// <param name="known">Values that need not be computed again.</param>
    /// <exception cref="VerificationFaultException">The key is huge.</exception>
    /// <exception cref="CryptographicException">The key can't be read.</exception>
    public bool Verifies(
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> value,
        IReadOnlyList<CheckedValue> known
    )
    {
        var isEc = algorithm.Scheme == SignatureScheme.Ecdsa;
        if (Borrow(isEc) is not { } key)
        {
            return false;
        }
        try
        {
            // The key is read in any case: its kind and its strength count as well.
            return IsKnown(algorithm, digest, value, known)
                || (
                    key is ECDsa ecdsa
                        ? ecdsa.VerifyHash(digest, value, DSASignatureFormat.Rfc3279DerSequence)
                        : ((RSA)key).VerifyHash(digest, value, algorithm.Digest, PaddingOf(algorithm))
                );
        }
        finally
        {
            _idle.Add(key);
        }
    }

    // In the one DER form of the value that was checked: another form of the same numbers is left to the platform to judge.
    private bool IsKnown(
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> value,
        IReadOnlyList<CheckedValue> known
    )
    {
        foreach (var other in known)
        {
            _publicKeyInfo ??= certificate.PublicKey.ExportSubjectPublicKeyInfo();
            if (other.Is(_publicKeyInfo, algorithm, digest, other.Value.Span) && IsSame(algorithm, value, other))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsSame(SignatureAlgorithm algorithm, ReadOnlySpan<byte> value, CheckedValue other) =>
        algorithm.Scheme == SignatureScheme.Ecdsa
            ? value.SequenceEqual(EcdsaValue.ToDer(other.Value.Span))
            : value.SequenceEqual(other.Value.Span);

    private static RSASignaturePadding PaddingOf(SignatureAlgorithm algorithm) =>
        algorithm.Scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    // Null when the key is of another kind.
    private AsymmetricAlgorithm? Borrow(bool isEc)
    {
        if (!_idle.TryTake(out var key))
        {
            return isEc ? ImportEc() : ImportRsa();
        }
        if (key is ECDsa == isEc)
        {
            return key;
        }
        _idle.Add(key);
        return null;
    }

    private ECDsa? ImportEc()
    {
        var key = certificate.GetECDsaPublicKey();
        EcBits = key?.KeySize ?? 0;
        return key;
    }

    private RSA? ImportRsa()
    {
        var key = certificate.GetRSAPublicKey();
        if (key is not null && !IsBounded(key))
        {
            key.Dispose();
            throw VerificationFaultException.Format("An RSA key is out of all bounds.");
        }
        RsaBits = key?.KeySize ?? 0;
        return key;
    }

    private static bool IsBounded(RSA key) =>
        key.KeySize <= MaxRsaBits && key.ExportParameters(false).Exponent!.Length <= MaxExponentOctets;
}
