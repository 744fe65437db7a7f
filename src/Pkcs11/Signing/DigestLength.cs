// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>The digests that are signed.</summary>
internal static class DigestLength
{
    /// <summary>The longest, in octets.</summary>
    public const int Maximum = SHA512.HashSizeInBytes;

    /// <summary>In octets; 0 for a digest that is not signed.</summary>
    public static int Of(HashAlgorithmName digest) =>
        digest == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes
        : digest == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes
        : digest == HashAlgorithmName.SHA512 ? SHA512.HashSizeInBytes
        : 0;
}
