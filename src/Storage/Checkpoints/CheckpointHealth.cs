// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Where checkpoints stand, for health checks and the log.</summary>
/// <param name="Number">The number of the last one; 0 when there is none.</param>
/// <param name="Sequence">The last row that is covered; 0 for none.</param>
/// <param name="Time">When the last one was made; null when there is none.</param>
/// <param name="Failure">Why the last attempt failed, for the operator; null when it did not.</param>
/// <param name="FailingSince">Since when attempts fail; null while they don't.</param>
public sealed record CheckpointHealth(
    long Number,
    long Sequence,
    DateTimeOffset? Time,
    string? Failure,
    DateTimeOffset? FailingSince
)
{
    /// <summary>True when the last checkpoint is in the journal, and only the folder outside can't be written.</summary>
    public bool IsFolderFailure { get; init; }
}
