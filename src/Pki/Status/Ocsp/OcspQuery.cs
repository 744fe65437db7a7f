// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>One question about one certificate, and what its answer is held against.</summary>
/// <param name="CertId">Which certificate.</param>
/// <param name="Issuer">Its issuer, who is trusted.</param>
/// <param name="Nonce">What was sent; empty for none.</param>
internal sealed record OcspQuery(OcspCertId CertId, X509Certificate2 Issuer, ReadOnlyMemory<byte> Nonce)
{
    /// <summary>A new question.</summary>
    public static OcspQuery New(
        CertificateStructure certificate,
        X509Certificate2 issuer,
        HashAlgorithmName digest,
        bool withNonce
    ) =>
        new(
            OcspCertId.Of(certificate, issuer, digest),
            issuer,
            withNonce ? RandomNumberGenerator.GetBytes(OcspRequest.NonceLength) : default
        );

    /// <summary>The OCSPRequest.</summary>
    public byte[] Encode() => new OcspRequest([CertId], Nonce).Encode();
}
