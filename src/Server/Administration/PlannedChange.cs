// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A change that was checked and not made.</summary>
internal sealed record PlannedChange
{
    /// <summary>What it does.</summary>
    public required IdentityChange Change { get; init; }

    /// <summary>The identity that it was checked for; null for one that does not exist.</summary>
    public required IdentityRecord? Before { get; init; }

    /// <summary>The version that it makes or concerns; null for none.</summary>
    public int? Version { get; init; }

    /// <summary>One sentence.</summary>
    public required string Description { get; init; }

    /// <summary>What the administrator should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Makes in the token what <see cref="Make"/> needs, and comes before it; null when there is nothing to make.</summary>
    public Func<Task>? InTokenAsync { get; init; }

    /// <summary>
    /// Gives the identity, as it is by then, in its next revision: since it was checked versions may have ended. Throws
    /// <see cref="SigningErrorKind.OutOfOrder"/> when the identity no longer allows the change. Changes nothing by itself.
    /// </summary>
    public required Func<IdentityRecord?, IdentityRecord> Make { get; init; }

    /// <summary>What the journal names.</summary>
    public string Subject => Version is { } version ? $"{Change.IdentityId}/{version}" : Change.IdentityId;
}
