// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What the page tells of one signature that passed verification.</summary>
public sealed record TranscriptSignature
{
    /// <summary>The role in the signed data, with the subject for GVBM.</summary>
    public required RoleClaim Role { get; init; }

    /// <summary>Who signed: the common name of the certificate.</summary>
    public required string Signer { get; init; }

    /// <summary>The organisation in the certificate; null when it names none.</summary>
    public string? Organisation { get; init; }

    /// <summary>The time of the timestamp when there is one, else the claimed time; null when neither is there.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Serial number of the certificate, upper-case hex.</summary>
    public required string Serial { get; init; }

    /// <summary>In whose capacity.</summary>
    public SigningCapacity Capacity { get; init; }

    /// <summary>The person replaced; null when <see cref="Capacity"/> is none.</summary>
    public string? OnBehalfOf { get; init; }
}
