// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What is known of one signature. Names and times are the signature's own claims until the indication is TOTAL_PASSED.</summary>
public sealed record SignatureReport
{
    /// <summary>The <see cref="Level"/> of a document timestamp.</summary>
    public const string DocumentTimestampLevel = "RFC3161";

    /// <summary>The Id of the signature; empty when it bears none.</summary>
    public required string Id { get; init; }

    /// <summary>The role in the signed data; null when none is claimed.</summary>
    public RoleClaim? Role { get; init; }

    /// <summary>The claimed role as it stands in the signed data, with capacity and the person replaced.</summary>
    public string? ClaimedRole { get; init; }

    /// <summary>The subject name of the signing certificate (RFC 4514); null when there is no certificate.</summary>
    public string? Signer { get; init; }

    /// <summary>The issuer name of the signing certificate.</summary>
    public string? Issuer { get; init; }

    /// <summary>The serial number, upper-case hex.</summary>
    public string? Serial { get; init; }

    /// <summary>notBefore of the signing certificate, UTC.</summary>
    public DateTimeOffset? CertificateNotBefore { get; init; }

    /// <summary>notAfter of the signing certificate, UTC.</summary>
    public DateTimeOffset? CertificateNotAfter { get; init; }

    /// <summary><c>RSASSA-PKCS1-v1_5</c>, <c>RSASSA-PSS</c>, <c>ECDSA</c> or <c>other</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary><c>SHA-256</c> and so on; the digest of the signature value.</summary>
    public required string Digest { get; init; }

    /// <summary><c>XAdES-BASELINE-B</c>, <c>XAdES-BASELINE-T</c>, <c>XMLDSig</c>, …, or <see cref="DocumentTimestampLevel"/>.</summary>
    public required string Level { get; init; }

    /// <summary>True for a timestamp over the document: an authority stamped it, nobody signed.</summary>
    public bool IsDocumentTimestamp => Level == DocumentTimestampLevel;

    /// <summary>The claimed time of signing, UTC.</summary>
    public DateTimeOffset? SigningTime { get; init; }

    /// <summary>The signature timestamp, when there is one that passed.</summary>
    public TimestampReport? Timestamp { get; init; }

    /// <summary>The Ids that it covers, <c>""</c> for the whole document, or byte ranges.</summary>
    public required IReadOnlyList<string> SignedData { get; init; }

    /// <summary>The paths of the elements that it covers, in the order of <see cref="SignedData"/>.</summary>
    public IReadOnlyList<string> SignedPaths { get; init; } = [];

    /// <summary>PDF: which revision it covers; null in other formats, and when its byte range is not that of a revision.</summary>
    public RevisionCoverage? Coverage { get; init; }

    /// <summary>
    /// PDF: how many bytes, from the first one, the revision has that it signed: the file as it was when it was signed. Null in
    /// other formats, and when its byte range is not that of a revision.
    /// </summary>
    public long? SignedRevisionLength { get; init; }

    /// <summary>Whether its value and references verify.</summary>
    public required Integrity Integrity { get; init; }

    /// <summary>The verdict.</summary>
    public required Indication Indication { get; init; }

    /// <summary>Why not.</summary>
    public SubIndication SubIndication { get; init; }

    /// <summary>One sentence for a person; null when it passed.</summary>
    public string? Reason { get; init; }

    /// <summary>What was accepted, but should be known.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
