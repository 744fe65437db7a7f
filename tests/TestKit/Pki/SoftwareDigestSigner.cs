// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.TestKit;

/// <summary>The HSM port over keys in memory. Also a fault: <see cref="Failure"/> is thrown by every call while it is set.</summary>
public sealed class SoftwareDigestSigner : IDigestSigner
{
    private readonly ConcurrentDictionary<string, AsymmetricAlgorithm> _keys = new();

    public SigningException? Failure { get; set; }

    /// <summary>Adds a key under a URI.</summary>
    public void Add(string keyUri, AsymmetricAlgorithm key) => _keys[keyUri] = key;

    public ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Failure is { } failure)
        {
            throw failure;
        }

        if (!_keys.TryGetValue(keyUri, out var key))
        {
            throw new SigningException(SigningErrorKind.IdentityNotFound, "No such key.");
        }

        return ValueTask.FromResult(Sign(key, algorithm, digest.Span));
    }

    /// <summary>The value over a digest.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>: the algorithm is not one of the key.</exception>
    public static byte[] Sign(AsymmetricAlgorithm key, SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest)
    {
        if (key is ECDsa ecdsa && algorithm.Scheme == SignatureScheme.Ecdsa)
        {
            return ecdsa.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        if (key is not RSA rsa || algorithm.Scheme == SignatureScheme.Ecdsa)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, "Algorithm and key don't fit.");
        }

        var pss = algorithm.Scheme == SignatureScheme.RsaPss;
        return rsa.SignHash(
            digest.ToArray(),
            algorithm.Digest,
            pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
        );
    }
}
