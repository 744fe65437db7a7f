// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>A document with its signatures, checked against the SHA-256 that the server states.</summary>
/// <param name="RequestId">The request's id.</param>
/// <param name="Document">The document; the receiver's.</param>
/// <param name="Signatures">The signatures made, in the order of the steps.</param>
/// <param name="IsRepeated">True when the server completed it again from its journal.</param>
public sealed record SignedResult(
    string RequestId,
    ReadOnlyMemory<byte> Document,
    IReadOnlyList<SignatureSummary> Signatures,
    bool IsRepeated
)
{
    /// <summary>The signatures that were made with a warning: the status of their certificate was not known.</summary>
    public IEnumerable<SignatureSummary> Warnings =>
        Signatures.Where(static s => s.CertificateStatus == CertificateStatus.Unknown);

    /// <summary>The document timestamp made behind the signatures; null when none was asked for.</summary>
    public DocumentTimestamp? DocumentTimestamp { get; init; }
}
