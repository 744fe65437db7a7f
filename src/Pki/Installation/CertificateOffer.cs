// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>A chain that is offered for a version of an identity, and what it has to fit.</summary>
public sealed record CertificateOffer
{
    /// <summary>
    /// What the authority sent, in its order: each piece is one certificate in DER, or any number in PEM or PKCS#7. The signing
    /// certificate comes first, each of the others issued the one before it; a trailing anchor is dropped.
    /// </summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    /// <summary>The version's public key as the token tells it, SubjectPublicKeyInfo.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>Whom the tenant trusts to certify signers.</summary>
    public required IReadOnlyList<X509Certificate2> Anchors { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The version's last PKCS#10 request, DER; empty when none was made here.</summary>
    public ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>The other versions of the identity.</summary>
    public IReadOnlyList<IdentityVersion> OtherVersions { get; init; } = [];
}
