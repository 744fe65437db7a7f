// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// Written, durably, before the HSM is asked for the first signature of its request; for a document timestamp, before an authority is.
/// </summary>
public sealed record SigningIntent
{
    /// <summary>What stands for the claimed role where no one signs, but a document timestamp is made.</summary>
    public const string DocumentTimestampRole = "DOCUMENT_TIMESTAMP";

    /// <summary>Which request.</summary>
    public required RequestKey Request { get; init; }

    /// <summary>1 for the first attempt; grows when a request is tried again after a failure.</summary>
    public required int Attempt { get; init; }

    /// <summary>The step's place in the request, from 0; a document timestamp comes behind the last step.</summary>
    public required int Step { get; init; }

    /// <summary>The name of the identity; empty for a document timestamp.</summary>
    public required string IdentityId { get; init; }

    /// <summary>Which version of the identity signs, from 1; 0 for a document timestamp.</summary>
    public int IdentityVersion { get; init; }

    /// <summary>SHA-256 of the signing certificate; empty for a document timestamp.</summary>
    public required ReadOnlyMemory<byte> CertificateThumbprint { get; init; }

    /// <summary>The claimed role, with capacity and the person replaced, or <see cref="DocumentTimestampRole"/>.</summary>
    public required string ClaimedRole { get; init; }

    /// <summary>SHA-256 over the document and what was asked of it: equal input gives an equal digest.</summary>
    public required ReadOnlyMemory<byte> InputDigest { get; init; }

    /// <summary>
    /// What the key is asked to sign, or the authority to stamp; empty when that hangs on signatures of the same request that are
    /// still to be made: then <see cref="SigningOutcome.DigestToSign"/> tells.
    /// </summary>
    public required ReadOnlyMemory<byte> DigestToSign { get; init; }

    /// <summary>Scheme and digest; the scheme of a document timestamp is <see cref="SignatureScheme.None"/>.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary>The claimed signing time in the signed data; of a document timestamp, the time of the attempt.</summary>
    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>The Id of the signature, or of the document timestamp.</summary>
    public required string SignatureId { get; init; }

    /// <summary>What was known of the certificate's status; null when nobody was asked.</summary>
    public CertificateStatus? CertificateStatus { get; init; }

    /// <summary>SHA-256 of the issuer's answer that the status rests on; empty when there is none.</summary>
    public ReadOnlyMemory<byte> StatusEvidence { get; init; }

    /// <summary>True when it is for a document timestamp: no identity, no key, no role of a person.</summary>
    public bool IsDocumentTimestamp => Algorithm.Scheme == SignatureScheme.None;
}
