// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>When checkpoints are made, and where they are kept beside the journal.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Rows behind the last checkpoint that call for the next one; 1 to 10,000,000.</summary>
    public long Rows { get; init; } = 10_000;

    /// <summary>How long a row may wait for a checkpoint; 1 s to one day. Without new rows none is made.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after a failure the next attempt follows; 100 ms to one hour.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take, at the stop of the node too; 1 s to 10 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A folder that exists, best on another machine's disk, for a file of each checkpoint; null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        Require(Rows is >= 1 and <= 10_000_000, nameof(Rows), "must be 1 to 10,000,000");
        Require(Between(Interval, 1, 86_400), nameof(Interval), "must be 1 s to one day");
        Require(Between(RetryInterval, 0.1, 3_600), nameof(RetryInterval), "must be 100 ms to one hour");
        Require(Between(Timeout, 1, 600), nameof(Timeout), "must be 1 s to 10 minutes");
        Require(Folder is null || Directory.Exists(Folder), nameof(Folder), "must be a folder that exists");
    }

    private static bool Between(TimeSpan value, double low, double high) =>
        value.TotalSeconds >= low && value.TotalSeconds <= high;

    private static void Require(bool holds, string option, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"Checkpoint option {option} {rule}.", option);
        }
    }
}
