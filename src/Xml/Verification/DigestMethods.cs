// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Digest algorithms that are computed (RFC 9231 §2.1); SHA-1 and MD5 so that integrity can be told, never for trust.</summary>
internal static class DigestMethods
{
    private static readonly byte[] s_sha256OfNothing = SHA256.HashData([]);

    /// <summary>Null when it is none of them.</summary>
    public static HashAlgorithmName? Parse(string? uri) =>
        uri switch
        {
            "http://www.w3.org/2001/04/xmlenc#sha256" => HashAlgorithmName.SHA256,
            "http://www.w3.org/2001/04/xmldsig-more#sha384" => HashAlgorithmName.SHA384,
            "http://www.w3.org/2001/04/xmlenc#sha512" => HashAlgorithmName.SHA512,
            "http://www.w3.org/2000/09/xmldsig#sha1" => HashAlgorithmName.SHA1,
            "http://www.w3.org/2001/04/xmldsig-more#md5" => HashAlgorithmName.MD5,
            _ => null,
        };

    public static bool IsWeak(HashAlgorithmName digest) =>
        digest == HashAlgorithmName.SHA1 || digest == HashAlgorithmName.MD5;

    /// <summary>Octets of a digest.</summary>
    public static int LengthOf(HashAlgorithmName digest) =>
        digest.Name switch
        {
            "MD5" => 16,
            "SHA1" => 20,
            "SHA256" => 32,
            "SHA384" => 48,
            _ => 64,
        };

    /// <summary>As reports spell it: <c>SHA-256</c>.</summary>
    public static string Spell(HashAlgorithmName digest) =>
        digest.Name switch
        {
            "MD5" => "MD5",
            "SHA1" => "SHA-1",
            "SHA256" => "SHA-256",
            "SHA384" => "SHA-384",
            _ => "SHA-512",
        };

    /// <summary>The digest of no octets: a Reference with it covers nothing.</summary>
    public static bool IsOfNothing(HashAlgorithmName digest, ReadOnlySpan<byte> value)
    {
        if (digest == HashAlgorithmName.SHA256)
        {
            return value.SequenceEqual(s_sha256OfNothing);
        }
        Span<byte> empty = stackalloc byte[64];
        return value.SequenceEqual(empty[..CryptographicOperations.HashData(digest, ReadOnlySpan<byte>.Empty, empty)]);
    }
}
