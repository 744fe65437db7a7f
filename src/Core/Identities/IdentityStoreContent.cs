// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What is kept of identities.</summary>
/// <param name="Identities">All, those of the configuration file included.</param>
/// <param name="Changes">Those that wait, oldest first.</param>
/// <param name="Marks">Which notices of expiry were given.</param>
public sealed record IdentityStoreContent(
    IReadOnlyList<IdentityRecord> Identities,
    IReadOnlyList<StoredChange> Changes,
    IReadOnlyList<ExpiryMark> Marks
)
{
    /// <summary>The requests that were carried out and are not forgotten, in no order.</summary>
    public IReadOnlyList<AnsweredRequest> Answered { get; init; } = [];
}
