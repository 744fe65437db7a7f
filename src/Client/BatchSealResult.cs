// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Client;

/// <summary>What became of one transcript of a batch that is sealed as pairs.</summary>
/// <param name="Id">The transcript's id.</param>
/// <param name="Sealed">The pair; null when it failed.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record BatchSealResult(string Id, SealedResult? Sealed, SigningClientException? Error)
{
    /// <summary>True when there is a pair.</summary>
    [MemberNotNullWhen(true, nameof(Sealed))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSealed => Sealed is not null;
}
