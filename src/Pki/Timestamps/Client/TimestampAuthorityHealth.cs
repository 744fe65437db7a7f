// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>How an authority stands, at one moment.</summary>
/// <param name="Name">Its configured name.</param>
/// <param name="State">How it stands.</param>
/// <param name="LastSuccess">When it last gave a good token, UTC; null when never.</param>
/// <param name="Reason">Why it isn't answering; null when it is.</param>
/// <param name="Until">When its period ends; null when none runs.</param>
public sealed record TimestampAuthorityHealth(
    string Name,
    TimestampAuthorityState State,
    DateTimeOffset? LastSuccess,
    string? Reason,
    DateTimeOffset? Until
);
