// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core;

/// <summary>An issuer's signed answer about a certificate, as it was received and checked.</summary>
public sealed record StatusEvidence
{
    /// <summary>An OCSPResponse or a CertificateList.</summary>
    public required StatusEvidenceKind Kind { get; init; }

    /// <summary>The answer in DER, whole.</summary>
    public required ReadOnlyMemory<byte> Content
    {
        get;
        init
        {
            field = value;
            Digest = SHA256.HashData(value.Span);
        }
    }

    /// <summary>SHA-256 of <see cref="Content"/>: its name in the journal.</summary>
    public ReadOnlyMemory<byte> Digest { get; private init; }

    /// <summary>The URL that gave it.</summary>
    public required string Source { get; init; }

    /// <summary>When what it says was known to be right.</summary>
    public required DateTimeOffset ThisUpdate { get; init; }

    /// <summary>When newer information will be there at the latest; null when the responder doesn't say.</summary>
    public DateTimeOffset? NextUpdate { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
