// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>What became of a change: it is in force, or it waits for a second administrator.</summary>
/// <param name="Identity">The identity after the change; of a pending one, as it is now; null when it does not exist yet.</param>
/// <param name="Version">The version that the change made or concerned; null when it concerned none, and of a pending one.</param>
/// <param name="Pending">What waits; null when the change is in force.</param>
internal sealed record ChangeResult(IdentityRecord? Identity, IdentityVersion? Version, PendingChange? Pending)
{
    /// <summary>What the administrator should know of a certificate, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>True when the request had been carried out before: nothing was changed now.</summary>
    public bool IsRepeated { get; init; }
}
