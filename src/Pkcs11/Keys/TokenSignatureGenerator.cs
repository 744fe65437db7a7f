// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Lets <see cref="CertificateRequest"/> make certificates and requests with a key that stays in a token. Blocks, so it is for set-up.</summary>
public sealed class TokenSignatureGenerator : X509SignatureGenerator
{
    private readonly AsymmetricAlgorithm _publicKey;
    private readonly SignatureScheme _scheme;
    private readonly Func<SignatureAlgorithm, byte[], byte[]> _sign;

    private TokenSignatureGenerator(
        AsymmetricAlgorithm publicKey,
        SignatureScheme scheme,
        Func<SignatureAlgorithm, byte[], byte[]> sign
    )
    {
        if (publicKey is not (RSA or ECDsa) || publicKey is ECDsa != (scheme == SignatureScheme.Ecdsa))
        {
            throw new ArgumentException("the scheme doesn't fit the key", nameof(scheme));
        }

        _publicKey = publicKey;
        _scheme = scheme;
        _sign = sign;
    }

    /// <summary>Signs over an open administration session.</summary>
    /// <param name="keys">Stays open as long as the generator is used.</param>
    /// <param name="uri">Names the private key.</param>
    /// <param name="scheme">Has to fit the key.</param>
    public static TokenSignatureGenerator Over(TokenKeys keys, Pkcs11Uri uri, SignatureScheme scheme) =>
        new(keys.ReadPublicKey(uri), scheme, (algorithm, digest) => keys.SignDigest(uri, algorithm, digest));

    /// <summary>Signs through the port, and waits for it.</summary>
    /// <param name="signer">The signer.</param>
    /// <param name="keyUri">Names the private key.</param>
    /// <param name="publicKey">Its public key; lives as long as the generator is used.</param>
    /// <param name="scheme">Has to fit the key.</param>
    public static TokenSignatureGenerator Over(
        IDigestSigner signer,
        string keyUri,
        AsymmetricAlgorithm publicKey,
        SignatureScheme scheme
    ) =>
        new(
            publicKey,
            scheme,
            (algorithm, digest) =>
                signer
                    .SignDigestAsync(keyUri, algorithm, digest, CancellationToken.None)
                    .AsTask()
                    .GetAwaiter()
                    .GetResult()
        );

    /// <inheritdoc />
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        Platform().GetSignatureAlgorithmIdentifier(hashAlgorithm);

    /// <inheritdoc />
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        var digest = CryptographicOperations.HashData(hashAlgorithm, data);
        var signature = _sign(new SignatureAlgorithm(_scheme, hashAlgorithm), digest);

        // Certificates want Ecdsa-Sig-Value (RFC 3279 §2.2.3), tokens give r‖s.
        return _scheme == SignatureScheme.Ecdsa ? EcdsaSigValue.FromConcatenation(signature) : signature;
    }

    /// <inheritdoc />
    protected override PublicKey BuildPublicKey() => Platform().PublicKey;

    // The platform's generators need the private key for SignData only.
    private X509SignatureGenerator Platform() =>
        _publicKey is RSA rsa
            ? CreateForRSA(rsa, _scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)
            : CreateForECDsa((ECDsa)_publicKey);
}
