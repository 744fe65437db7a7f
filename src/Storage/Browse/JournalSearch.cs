// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>Which rows to find: all that is set must hold. Walks the tables, as no index is paid for on every signature.</summary>
public sealed record JournalSearch
{
    /// <summary>SHA-256 of a document: as it came (with its steps), as it was finished, or a half of a pair; empty for any.</summary>
    public ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The identity: its intents, their outcomes, and events whose subject is it or a version of it; null for any.</summary>
    public string? IdentityId { get; init; }

    /// <summary>The tenant; null for any.</summary>
    public string? Tenant { get; init; }

    /// <summary>The client or administrator; null for any.</summary>
    public string? Caller { get; init; }

    /// <summary>The request id; a batch's id finds its items too, <c>batch/item</c>. Null for any.</summary>
    public string? RequestId { get; init; }

    /// <summary>Recorded at or after; null for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Recorded before; null for any.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Kinds as <see cref="JournalRow.Kind"/> spells them, or <c>outcome</c> and <c>event</c> for all of a table; empty for any.</summary>
    public IReadOnlyCollection<string> Kinds { get; init; } = [];

    /// <summary>What <see cref="Kinds"/> may hold: the tables, then the kinds of outcomes and events.</summary>
    public static IReadOnlyList<string> KnownKinds { get; } =
    [
        .. JournalTable.All.Select(static table => table.Name),
        .. Enum.GetValues<OutcomeKind>().Select(ColumnText.Of),
        .. Enum.GetValues<JournalEventKind>().Select(ColumnText.Of),
    ];

    /// <summary>Rows behind this sequence; 0 for all.</summary>
    public long After { get; init; }

    /// <summary>Rows of a page; 1 to 10,000.</summary>
    public int Limit { get; init; } = 100;
}
