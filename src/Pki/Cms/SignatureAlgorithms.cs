// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Between signature AlgorithmIdentifiers of CMS and X.509, and our words for them.</summary>
public static class SignatureAlgorithms
{
    /// <summary>What an identifier means; null when we don't verify it.</summary>
    /// <param name="identifier">signatureAlgorithm of a SignerInfo or a certificate.</param>
    /// <param name="digest">digestAlgorithm of the SignerInfo; null for certificates.</param>
    /// <param name="rules">BER where other people's tokens are read.</param>
    public static SignatureAlgorithm? Resolve(
        AlgorithmIdentifier identifier,
        HashAlgorithmName? digest,
        AsnEncodingRules rules
    )
    {
        var resolved = identifier.Oid switch
        {
            Oids.RsaEncryption => digest is { } d && identifier.HasNoParameters ? Pkcs1(d) : null,
            Oids.Sha1WithRsa => Plain(identifier, Pkcs1(HashAlgorithmName.SHA1)),
            Oids.Sha256WithRsa => Plain(identifier, Pkcs1(HashAlgorithmName.SHA256)),
            Oids.Sha384WithRsa => Plain(identifier, Pkcs1(HashAlgorithmName.SHA384)),
            Oids.Sha512WithRsa => Plain(identifier, Pkcs1(HashAlgorithmName.SHA512)),
            Oids.EcdsaWithSha1 => Plain(identifier, Ecdsa(HashAlgorithmName.SHA1)),
            Oids.EcdsaWithSha256 => Plain(identifier, Ecdsa(HashAlgorithmName.SHA256)),
            Oids.EcdsaWithSha384 => Plain(identifier, Ecdsa(HashAlgorithmName.SHA384)),
            Oids.EcdsaWithSha512 => Plain(identifier, Ecdsa(HashAlgorithmName.SHA512)),
            Oids.RsassaPss => PssParameters.Read(identifier.Parameters, rules) is { } p
                ? new SignatureAlgorithm(SignatureScheme.RsaPss, p)
                : null,
            _ => null,
        };

        // RFC 5652 §5.4: the digest of the attributes is the SignerInfo's; a signatureAlgorithm that names another is wrong.
        return digest is null || resolved is null || resolved.Value.Digest == digest ? resolved : null;
    }

    /// <summary>
    /// True when the identifier is written in the one form that we take where every octet counts: the OID rsaEncryption
    /// and its cousins with the digest in them differ by one octet, and both would verify.
    /// </summary>
    public static bool IsCanonical(AlgorithmIdentifier identifier) =>
        identifier.Oid switch
        {
            Oids.RsaEncryption => identifier.HasNullParameters,
            Oids.EcdsaWithSha256 or Oids.EcdsaWithSha384 or Oids.EcdsaWithSha512 => identifier.Parameters.IsEmpty,
            Oids.RsassaPss => true,
            _ => false,
        };

    /// <summary>Writes the identifier of a SignerInfo: rsaEncryption for PKCS #1 v1.5 (RFC 3370 §3.2).</summary>
    public static void Write(AsnWriter writer, SignatureAlgorithm algorithm)
    {
        switch (algorithm.Scheme)
        {
            case SignatureScheme.RsaPss:
                PssParameters.WriteIdentifier(writer, algorithm.Digest);
                break;
            case SignatureScheme.RsaPkcs1:
                AlgorithmIdentifier.Write(writer, Oids.RsaEncryption, withNull: true);
                break;
            default:
                AlgorithmIdentifier.Write(writer, EcdsaOid(algorithm.Digest), withNull: false);
                break;
        }
    }

    /// <summary>Checks a signature with a certificate's key; false also when the key is of another kind.</summary>
    public static bool Verify(
        X509Certificate2 certificate,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> data,
        ReadOnlySpan<byte> signature
    )
    {
        using var key =
            algorithm.Scheme == SignatureScheme.Ecdsa
                ? (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey()
                : certificate.GetRSAPublicKey();
        return VerifyHash(key, algorithm, Digests.Compute(algorithm.Digest, data), signature);
    }

    /// <summary>Checks a signature with a key; false also when the key is of another kind.</summary>
    public static bool Verify(
        PublicKey key,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> data,
        ReadOnlySpan<byte> signature
    )
    {
        using var platform = PlatformKeys.Of(key);
        return VerifyHash(platform, algorithm, Digests.Compute(algorithm.Digest, data), signature);
    }

    /// <summary>Checks a signature over a digest with a key of the platform; false also when there is none, or it is of another kind.</summary>
    internal static bool VerifyHash(
        AsymmetricAlgorithm? key,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> signature
    ) =>
        (key, algorithm.Scheme == SignatureScheme.Ecdsa) switch
        {
            (ECDsa ecdsa, true) => ecdsa.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence),
            (RSA rsa, false) => rsa.VerifyHash(
                digest,
                signature,
                algorithm.Digest,
                algorithm.Scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
            ),
            _ => false,
        };

    private static string EcdsaOid(HashAlgorithmName digest) =>
        digest.Name switch
        {
            "SHA256" => Oids.EcdsaWithSha256,
            "SHA384" => Oids.EcdsaWithSha384,
            "SHA512" => Oids.EcdsaWithSha512,
            _ => throw new ArgumentException("SHA-256, SHA-384 or SHA-512 is expected.", nameof(digest)),
        };

    private static SignatureAlgorithm? Plain(AlgorithmIdentifier identifier, SignatureAlgorithm algorithm) =>
        identifier.HasNoParameters ? algorithm : null;

    private static SignatureAlgorithm Pkcs1(HashAlgorithmName digest) => new(SignatureScheme.RsaPkcs1, digest);

    private static SignatureAlgorithm Ecdsa(HashAlgorithmName digest) => new(SignatureScheme.Ecdsa, digest);
}
