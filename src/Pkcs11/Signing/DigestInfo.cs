// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>The DER DigestInfo that CKM_RSA_PKCS signs (RFC 8017 §9.2, note 1).</summary>
internal static class DigestInfo
{
    private const int PrefixLength = 19;

    /// <summary>The longest DigestInfo, SHA-512's.</summary>
    public const int MaximumLength = PrefixLength + 64;

    private static ReadOnlySpan<byte> Sha256 =>
        [
            0x30,
            0x31,
            0x30,
            0x0D,
            0x06,
            0x09,
            0x60,
            0x86,
            0x48,
            0x01,
            0x65,
            0x03,
            0x04,
            0x02,
            0x01,
            0x05,
            0x00,
            0x04,
            0x20,
        ];

    private static ReadOnlySpan<byte> Sha384 =>
        [
            0x30,
            0x41,
            0x30,
            0x0D,
            0x06,
            0x09,
            0x60,
            0x86,
            0x48,
            0x01,
            0x65,
            0x03,
            0x04,
            0x02,
            0x02,
            0x05,
            0x00,
            0x04,
            0x30,
        ];

    private static ReadOnlySpan<byte> Sha512 =>
        [
            0x30,
            0x51,
            0x30,
            0x0D,
            0x06,
            0x09,
            0x60,
            0x86,
            0x48,
            0x01,
            0x65,
            0x03,
            0x04,
            0x02,
            0x03,
            0x05,
            0x00,
            0x04,
            0x40,
        ];

    /// <summary>Writes the structure for a digest of 32, 48 or 64 octets; returns its length.</summary>
    public static int Write(ReadOnlySpan<byte> digest, Span<byte> target)
    {
        var prefix = digest.Length switch
        {
            SHA256.HashSizeInBytes => Sha256,
            SHA384.HashSizeInBytes => Sha384,
            _ => Sha512,
        };
        prefix.CopyTo(target);
        digest.CopyTo(target[PrefixLength..]);
        return PrefixLength + digest.Length;
    }
}
