// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pki;

/// <summary>The digests that we compute: SHA-1 so that integrity can be told, never for trust.</summary>
public static class Digests
{
    /// <summary>Null when it is not one of ours.</summary>
    public static HashAlgorithmName? FromOid(string oid) =>
        oid switch
        {
            Oids.Sha1 => HashAlgorithmName.SHA1,
            Oids.Sha256 => HashAlgorithmName.SHA256,
            Oids.Sha384 => HashAlgorithmName.SHA384,
            Oids.Sha512 => HashAlgorithmName.SHA512,
            _ => null,
        };

    /// <summary>The object identifier.</summary>
    /// <exception cref="ArgumentException">Not one of ours.</exception>
    public static string OidOf(HashAlgorithmName digest) =>
        digest.Name switch
        {
            "SHA1" => Oids.Sha1,
            "SHA256" => Oids.Sha256,
            "SHA384" => Oids.Sha384,
            "SHA512" => Oids.Sha512,
            _ => throw new ArgumentException("SHA-256, SHA-384 or SHA-512 is expected.", nameof(digest)),
        };

    /// <summary>Octets of a digest; 0 for one that is not ours.</summary>
    public static int LengthOf(HashAlgorithmName digest) =>
        digest.Name switch
        {
            "SHA1" => 20,
            "SHA256" => 32,
            "SHA384" => 48,
            "SHA512" => 64,
            _ => 0,
        };

    /// <summary>True for SHA-1.</summary>
    public static bool IsWeak(HashAlgorithmName digest) => digest == HashAlgorithmName.SHA1;

    /// <summary>The digest of data.</summary>
    public static byte[] Compute(HashAlgorithmName digest, ReadOnlySpan<byte> data) =>
        CryptographicOperations.HashData(digest, data);
}
