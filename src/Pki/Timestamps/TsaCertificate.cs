// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// A certificate that came in a token, with the objects of its public key: platform key objects are not promised to be
/// thread-safe, so each caller borrows one of its own. Never disposed, for it is shared.
/// </summary>
internal sealed class TsaCertificate(X509Certificate2 certificate)
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private byte[]? _publicKeyInfo;
    private volatile int _curveOctets; // 0 until a key on a curve was made: nothing was computed before, so nothing is known

    public X509Certificate2 Certificate => certificate;

    /// <summary>Checks a signature; false also when the key is of another kind.</summary>
    /// <param name="algorithm">Scheme and digest.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The value as CMS carries it; of ECDSA in DER.</param>
    /// <param name="known">Values that need not be computed again.</param>
    /// <param name="told">The value for the next look; null when it is wrong, or not in the one form that is told.</param>
    public bool Verifies(
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> data,
        ReadOnlySpan<byte> signature,
        IReadOnlyList<CheckedValue> known,
        out CheckedValue? told
    )
    {
        var digest = Digests.Compute(algorithm.Digest, data);
        var value = ValueOf(signature, algorithm);
        var isKnown = value is not null && CheckedValue.IsAmong(known, PublicKeyInfo, algorithm, digest, value);
        var verifies = isKnown || Computes(algorithm, digest, signature);
        told = verifies && value is not null ? new CheckedValue(PublicKeyInfo, algorithm, digest, value) : null;
        return verifies;
    }

    private byte[] PublicKeyInfo => _publicKeyInfo ??= certificate.PublicKey.ExportSubjectPublicKeyInfo();

    // A checked value is r‖s, whoever checked it.
    private byte[]? ValueOf(ReadOnlySpan<byte> signature, SignatureAlgorithm algorithm) =>
        algorithm.Scheme != SignatureScheme.Ecdsa ? signature.ToArray()
        : _curveOctets > 0 ? EcdsaValue.FromDer(signature, _curveOctets)
        : null;

    private bool Computes(SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if ((_idle.TryTake(out var idle) ? idle : Import()) is not { } key)
        {
            return false;
        }

        try
        {
            return SignatureAlgorithms.VerifyHash(key, algorithm, digest, signature);
        }
        finally
        {
            _idle.Add(key);
        }
    }

    // The kind is the key's own: a signature of another kind does not verify with it.
    private AsymmetricAlgorithm? Import()
    {
        if (certificate.GetECDsaPublicKey() is not { } ecdsa)
        {
            return ImportRsa();
        }

        _curveOctets = (ecdsa.KeySize + 7) / 8;
        return ecdsa;
    }

    // A key of any size can stand in a certificate.
    private RSA? ImportRsa() => PublicKeyWork.Of(certificate) is null ? null : certificate.GetRSAPublicKey();
}
