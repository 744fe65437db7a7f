// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Rows that were moved from the journal to a file of their own.</summary>
/// <param name="FirstSequence">The first row.</param>
/// <param name="LastSequence">The last row: the chain of the journal goes on from it.</param>
/// <param name="RowHash">The hash of the last row.</param>
/// <param name="Checkpoint">The checkpoint that covers exactly these rows.</param>
/// <param name="FileName">The archive's name, without its folder.</param>
/// <param name="FileDigest">SHA-256 of the archive.</param>
/// <param name="ArchivedAt">When, UTC.</param>
public sealed record ArchiveRecord(
    long FirstSequence,
    long LastSequence,
    ReadOnlyMemory<byte> RowHash,
    long Checkpoint,
    string FileName,
    ReadOnlyMemory<byte> FileDigest,
    DateTimeOffset ArchivedAt
)
{
    /// <summary>Whether the archiving made the journal's file smaller too; false of records that are read back.</summary>
    public bool Compacted { get; init; }
}
