// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Client;

/// <summary>What became of one document of a batch.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Signed">The document; null when it failed.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record BatchItemResult(string Id, SignedResult? Signed, SigningClientException? Error)
{
    /// <summary>True when there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Signed))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSigned => Signed is not null;
}
