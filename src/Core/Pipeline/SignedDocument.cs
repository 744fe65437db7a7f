// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A document with the signatures asked for, verified and journaled.</summary>
/// <param name="RequestId">The request that it answers.</param>
/// <param name="Document">The document; owned by the receiver.</param>
/// <param name="Digest">SHA-256 of <paramref name="Document"/>.</param>
/// <param name="Signatures">The signatures made, in the order of the steps.</param>
/// <param name="IsRepeated">True when it was completed again from the journal.</param>
public sealed record SignedDocument(
    string RequestId,
    ReadOnlyMemory<byte> Document,
    ReadOnlyMemory<byte> Digest,
    IReadOnlyList<SignatureSummary> Signatures,
    bool IsRepeated
)
{
    /// <summary>Under which attempt the journal has it; from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>
    /// The values that its verification before return found right: who reads the same octets in the same call need not compute them
    /// again. Empty of a repeat, and where nothing was verified.
    /// </summary>
    public IReadOnlyList<CheckedValue> CheckedValues { get; init; } = [];

    /// <summary>The document timestamp made behind the signatures; null when none was asked for.</summary>
    public DocumentTimestamp? DocumentTimestamp { get; init; }
}
