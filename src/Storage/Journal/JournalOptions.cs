// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>How a node keeps its journal. Checked when the journal is opened.</summary>
public sealed record JournalOptions
{
    /// <summary>
    /// The file, in a directory that exists, on a local disk (WAL needs shared memory). Beside it SQLite keeps <c>-wal</c> and
    /// <c>-shm</c>, and the node a <c>.lock</c>. Made with mode 0600 when it is missing.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>
    /// The node's name, in every row: 1 to 64 of letters, digits, <c>.</c>, <c>_</c> and <c>-</c>. A file belongs to the node that made it.
    /// </summary>
    public required string NodeId { get; init; }

    /// <summary>Rows that share one commit at most; 1 to 100,000. One append is never divided, whatever its size.</summary>
    public int MaxRowsPerCommit { get; init; } = 1024;

    /// <summary>Appends that may wait for the writer; 1 to 1,000,000. More wait, without a thread, for a place.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>Look-ups that may run at the same time, each on a connection of its own; 1 to 64.</summary>
    public int Readers { get; init; } = 2;

    /// <summary>How long to wait for a lock that another program holds on the file; 1 ms to 60 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a failed journal tries whether it can write again; 100 ms to one hour.</summary>
    public TimeSpan RecoveryInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The size of the file, in bytes, at which the journal fails instead of filling the disk; 0 for no limit, else at least 1 MiB.</summary>
    public long MaxFileBytes { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(Path), nameof(Path), "must name a file");
        Require(IsNodeId(NodeId), nameof(NodeId), "must be 1 to 64 of letters, digits, '.', '_' and '-'");
        Require(MaxRowsPerCommit is >= 1 and <= 100_000, nameof(MaxRowsPerCommit), "must be 1 to 100,000");
        Require(QueueLength is >= 1 and <= 1_000_000, nameof(QueueLength), "must be 1 to 1,000,000");
        Require(Readers is >= 1 and <= 64, nameof(Readers), "must be 1 to 64");
        Require(Between(BusyTimeout, 1, 60_000), nameof(BusyTimeout), "must be 1 ms to 60 s");
        Require(Between(RecoveryInterval, 100, 3_600_000), nameof(RecoveryInterval), "must be 100 ms to one hour");
        Require(MaxFileBytes is 0 or >= 1 << 20, nameof(MaxFileBytes), "must be 0, or 1 MiB and more");
    }

    /// <summary>Checked, and with the path that has no link in it: lock, WAL and size are the file's.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    internal JournalOptions AtRealPath()
    {
        Validate();
        return this with { Path = RealPath.Of(Path) };
    }

    private static bool IsNodeId(string? id) =>
        id is { Length: >= 1 and <= 64 } && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static bool Between(TimeSpan value, double low, double high) =>
        value.TotalMilliseconds >= low && value.TotalMilliseconds <= high;

    private static void Require(bool holds, string option, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"Journal option {option} {rule}.", option);
        }
    }
}
