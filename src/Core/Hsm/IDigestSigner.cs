// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The port to the HSM: a digest goes in, a signature value comes out, the key stays where it is.</summary>
public interface IDigestSigner
{
    /// <summary>Signs a digest with a key of a token.</summary>
    /// <param name="keyUri">The key, as a PKCS#11 URI (RFC 7512).</param>
    /// <param name="algorithm">Scheme and digest; has to fit the key.</param>
    /// <param name="digest">As long as the digest of <paramref name="algorithm"/>; read before the returned task ends.</param>
    /// <param name="cancellationToken">Gives up waiting; a signature already under way in the token is thrown away.</param>
    /// <returns>RSA: the octets of RFC 8017. ECDSA: r‖s, each as long as the curve's order.</returns>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.HsmUnavailable"/>, <see cref="SigningErrorKind.Overloaded"/> (queue full),
    /// <see cref="SigningErrorKind.InvalidRequest"/> (digest length, algorithm and key don't fit),
    /// <see cref="SigningErrorKind.IdentityNotFound"/> (no such key in a token that answers).
    /// </exception>
    ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    );

    /// <summary>Signs in a lane: interactive digests overtake bulk ones that wait. Without a lane a digest is interactive.</summary>
    /// <param name="keyUri">The key, as a PKCS#11 URI (RFC 7512).</param>
    /// <param name="algorithm">Scheme and digest; has to fit the key.</param>
    /// <param name="digest">As long as the digest of <paramref name="algorithm"/>; read before the returned task ends.</param>
    /// <param name="lane">Who goes first; a signer that lets nobody wait need not look at it.</param>
    /// <param name="cancellationToken">Gives up waiting; a signature already under way in the token is thrown away.</param>
    /// <exception cref="SigningException">As of the other one.</exception>
    ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        SigningLane lane,
        CancellationToken cancellationToken
    ) => SignDigestAsync(keyUri, algorithm, digest, cancellationToken);
}
