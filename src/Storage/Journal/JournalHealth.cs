// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>The journal at one moment, for health checks and the log.</summary>
/// <param name="State">Whether it takes work.</param>
/// <param name="Reason">Why it does not, for the operator; may name a path, so not for callers. Null while it runs.</param>
/// <param name="Since">When it came to this state.</param>
/// <param name="Queued">Appends that wait for the writer.</param>
/// <param name="LastSequence">The sequence of the last committed row; 0 when there is none.</param>
public sealed record JournalHealth(
    JournalState State,
    string? Reason,
    DateTimeOffset Since,
    int Queued,
    long LastSequence
)
{
    /// <summary>Rows in the file; what was archived isn't counted.</summary>
    public long Rows { get; init; }

    /// <summary>When the oldest row in the file was recorded, UTC; null when there is none.</summary>
    public DateTimeOffset? OldestRow { get; init; }

    /// <summary>Bytes of the file and its WAL.</summary>
    public long FileBytes { get; init; }

    /// <summary>Bytes that are free on the disk for the node's user; null when the system doesn't say.</summary>
    public long? FreeDiskBytes { get; init; }
}
