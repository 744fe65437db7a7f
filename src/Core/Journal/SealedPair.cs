// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What binds the two halves of a sealed transcript. Written after both were verified, before they are returned.</summary>
public sealed record SealedPair
{
    /// <summary>Which request; its signatures stand under ids that begin with this one.</summary>
    public required RequestKey Request { get; init; }

    /// <summary>Mã số tra cứu of the transcript.</summary>
    public required string LookupCode { get; init; }

    /// <summary>SHA-256 of the sealed XML.</summary>
    public required ReadOnlyMemory<byte> XmlDigest { get; init; }

    /// <summary>SHA-256 of the sealed PDF.</summary>
    public required ReadOnlyMemory<byte> PdfDigest { get; init; }

    /// <summary>The newest time on the PDF, UTC: of a timestamp, or claimed.</summary>
    public required DateTimeOffset SealedAt { get; init; }
}
