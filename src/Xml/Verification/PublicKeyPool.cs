// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// A public key for many threads: platform key objects are not promised to be thread-safe, so each caller borrows one of its
/// own.
/// </summary>
internal sealed class PublicKeyPool
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private readonly byte[] _publicKeyInfo;

    private PublicKeyPool(byte[] publicKeyInfo, KeyFacts facts)
    {
        _publicKeyInfo = publicKeyInfo;
        Facts = facts;
    }

    public KeyFacts Facts { get; }

    /// <summary>The DER SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> PublicKeyInfo => _publicKeyInfo;

    /// <summary>Octet for octet.</summary>
    public bool HasSameKey(PublicKeyPool other) => _publicKeyInfo.AsSpan().SequenceEqual(other._publicKeyInfo);

    /// <summary>Null when it is not RSA, nor on P-256, P-384 or P-521.</summary>
    /// <exception cref="VerificationFaultException">The key is malformed or huge.</exception>
    public static PublicKeyPool? Create(byte[] publicKeyInfo)
    {
        if (KeyFacts.Read(publicKeyInfo) is not { } facts)
        {
            return null;
        }
        var pool = new PublicKeyPool(publicKeyInfo, facts);
        try
        {
            pool._idle.Add(pool.Import());
            return pool;
        }
        catch (CryptographicException)
        {
            throw VerificationFaultException.Format("A public key is not well-formed.");
        }
    }

    /// <summary>Checks a value over a digest. ECDSA values are r‖s, each as long as the curve's order; RSA values as long as the modulus.</summary>
    /// <returns>False also when the key is not of the scheme's kind.</returns>
    public bool Verify(SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value)
    {
        var isEc = method.Scheme == SignatureScheme.Ecdsa;
        var length = (Facts.Bits + 7) / 8;
        if (isEc == Facts.IsRsa || value.Length != (isEc ? 2 * length : length))
        {
            return false;
        }
        var key = _idle.TryTake(out var idle) ? idle : Import();
        try
        {
            return key is ECDsa ecdsa
                ? ecdsa.VerifyHash(digest, value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                : ((RSA)key).VerifyHash(digest, value, method.Digest, Padding(method));
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            _idle.Add(key);
        }
    }

    private static RSASignaturePadding Padding(SignatureMethod method) =>
        method.Scheme == SignatureScheme.RsaPkcs1 ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss;

    private AsymmetricAlgorithm Import()
    {
        AsymmetricAlgorithm key = Facts.IsRsa ? RSA.Create() : ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(_publicKeyInfo, out _);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
