// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core;

/// <summary>One key of an identity and the certificate for it. Immutable.</summary>
public sealed record IdentityVersion
{
    /// <summary>From 1, in the order in which they were made; never used again.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands.</summary>
    public required VersionState State { get; init; }

    /// <summary>The key, as a PKCS#11 URI (RFC 7512).</summary>
    public required string KeyUri { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The last PKCS#10 request, DER; empty when none was made.</summary>
    public ReadOnlyMemory<byte> CertificateRequest { get; init; }

    /// <summary>The signing certificate, then its issuers up to but without the anchor; empty before one is installed.</summary>
    public IReadOnlyList<X509Certificate2> CertificateChain
    {
        get;
        init
        {
            field = value;
            Validity = value.Count > 0 ? new ChainValidity(value) : null;
        }
    } = [];

    /// <summary>When the certificate and its issuers are valid; null before one is installed.</summary>
    public ChainValidity? Validity { get; private init; }

    /// <summary>notAfter of the signing certificate, UTC; null before one is installed.</summary>
    public DateTimeOffset? NotAfter =>
        CertificateChain.Count > 0 ? new DateTimeOffset(CertificateChain[0].NotAfter.ToUniversalTime()) : null;

    /// <summary>When it comes, or came, into force; null when that is not set.</summary>
    public DateTimeOffset? ActivateAt { get; init; }

    /// <summary>Of a suspended version: the state to resume in.</summary>
    public VersionState? ResumeState { get; init; }

    /// <summary>Why it was suspended or revoked; null otherwise.</summary>
    public string? Reason { get; init; }
}
