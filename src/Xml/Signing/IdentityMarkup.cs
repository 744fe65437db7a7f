// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>What every signature of an identity repeats: its certificates in base64, and the digest of the first.</summary>
internal sealed class IdentityMarkup
{
    private static readonly ConditionalWeakTable<SigningIdentity, IdentityMarkup> Known = new();
    private readonly byte[] _leaf;

    private IdentityMarkup(SigningIdentity identity)
    {
        _leaf = identity.SigningCertificate.RawData;
        Certificates =
        [
            .. identity.CertificateChain.Select(c =>
                Encoding.ASCII.GetBytes(Convert.ToBase64String(c.RawDataMemory.Span))
            ),
        ];
        Sha256 = SHA256.HashData(_leaf);
        Sha384 = SHA384.HashData(_leaf);
    }

    /// <summary>The chain, leaf first, each in base64.</summary>
    public IReadOnlyList<byte[]> Certificates { get; }

    private byte[] Sha256 { get; }

    private byte[] Sha384 { get; }

    /// <summary>The markup of an identity; made once while the identity lives.</summary>
    public static IdentityMarkup Of(SigningIdentity identity) =>
        Known.GetValue(identity, static i => new IdentityMarkup(i));

    /// <summary>The digest of the signing certificate.</summary>
    public ReadOnlySpan<byte> CertificateDigest(HashAlgorithmName digest) =>
        digest == HashAlgorithmName.SHA256 ? Sha256
        : digest == HashAlgorithmName.SHA384 ? Sha384
        : CryptographicOperations.HashData(digest, _leaf);
}
