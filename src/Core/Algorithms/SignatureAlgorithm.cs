// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core;

/// <summary>A scheme with its digest.</summary>
/// <param name="Scheme">The signature scheme.</param>
/// <param name="Digest">SHA-256, SHA-384 or SHA-512.</param>
public readonly record struct SignatureAlgorithm(SignatureScheme Scheme, HashAlgorithmName Digest)
{
    /// <summary>ECDSA with SHA-256: the default of new keys.</summary>
    public static SignatureAlgorithm EcdsaSha256 { get; } = new(SignatureScheme.Ecdsa, HashAlgorithmName.SHA256);

    /// <summary>ECDSA with SHA-384, for P-384 keys.</summary>
    public static SignatureAlgorithm EcdsaSha384 { get; } = new(SignatureScheme.Ecdsa, HashAlgorithmName.SHA384);

    /// <summary>RSASSA-PSS with SHA-256: the law's RSA.</summary>
    public static SignatureAlgorithm RsaPssSha256 { get; } = new(SignatureScheme.RsaPss, HashAlgorithmName.SHA256);

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, for compat profiles.</summary>
    public static SignatureAlgorithm RsaPkcs1Sha256 { get; } = new(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA256);

    /// <inheritdoc />
    public override string ToString() => $"{Scheme}-{Digest.Name}";
}
