// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Written, durably, before the HSM is asked.</summary>
public sealed record SigningIntent
{
    /// <summary>Which request.</summary>
    public required RequestKey Request { get; init; }

    /// <summary>1 for the first attempt; grows when a request is tried again after a failure.</summary>
    public required int Attempt { get; init; }

    /// <summary>The step's place in the request, from 0.</summary>
    public required int Step { get; init; }

    /// <summary>The name of the identity.</summary>
    public required string IdentityId { get; init; }

    /// <summary>SHA-256 of the signing certificate.</summary>
    public required ReadOnlyMemory<byte> CertificateThumbprint { get; init; }

    /// <summary>The claimed role, with capacity and the person replaced.</summary>
    public required string ClaimedRole { get; init; }

    /// <summary>SHA-256 over the document and what was asked of it: equal input gives an equal digest.</summary>
    public required ReadOnlyMemory<byte> InputDigest { get; init; }

    /// <summary>What the key is asked to sign.</summary>
    public required ReadOnlyMemory<byte> DigestToSign { get; init; }

    /// <summary>Scheme and digest.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary>The claimed signing time in the signed data.</summary>
    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>The Id of the signature.</summary>
    public required string SignatureId { get; init; }
}
