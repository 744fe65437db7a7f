// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>What an audit of a journal saw.</summary>
public sealed record AuditReport
{
    /// <summary>The node that the file says it belongs to; empty when it can't be read.</summary>
    public required string Node { get; init; }

    /// <summary>What the chain begins with, SHA-256.</summary>
    public required ReadOnlyMemory<byte> Genesis { get; init; }

    /// <summary>The row before the first one: 0, or where the last archive ends.</summary>
    public required long Anchor { get; init; }

    /// <summary>The last row; equal to <see cref="Anchor"/> when there is none.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Rows that were walked.</summary>
    public required long Rows { get; init; }

    /// <summary>Checkpoints in the journal.</summary>
    public required long Checkpoints { get; init; }

    /// <summary>The last row that a good checkpoint covers, in the journal or outside; 0 when there is none.</summary>
    public required long CoveredSequence { get; init; }

    /// <summary>Rows behind the last good checkpoint: only the chain speaks for them, and nothing when they were taken away.</summary>
    public long RowsBehindCheckpoint => Math.Max(0, LastSequence - Math.Max(CoveredSequence, Anchor));

    /// <summary>Whether the seals of checkpoints were checked.</summary>
    public required bool SealsChecked { get; init; }

    /// <summary>
    /// Where rows up to <see cref="Anchor"/> are said to be, oldest first; the last one's event is in the chain. That it is true, only
    /// those files show: each must have its digest, and verify as an archive.
    /// </summary>
    public required IReadOnlyList<ArchiveRecord> Archives { get; init; }

    /// <summary>What isn't as it should be, by row; empty when all is well.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    /// <summary>True when there are more than <see cref="AuditOptions.MaxFindings"/> and the walk ended early.</summary>
    public required bool IsCutShort { get; init; }

    /// <summary>True when nothing was found.</summary>
    public bool IsGood => Findings.Count == 0;
}
