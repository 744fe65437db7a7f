// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Client;

/// <summary>What became of one transcript of a batch that is rendered.</summary>
/// <param name="Id">The transcript's id.</param>
/// <param name="Rendered">The rendition; null when it failed.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record BatchRenderResult(string Id, RenderedResult? Rendered, SigningClientException? Error)
{
    /// <summary>True when there is a rendition.</summary>
    [MemberNotNullWhen(true, nameof(Rendered))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsRendered => Rendered is not null;
}
