// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>A row of the table of checkpoints, unchecked.</summary>
internal sealed record CheckpointRow(
    long Number,
    long Sequence,
    byte[] RowHash,
    string Time,
    byte[] PreviousDigest,
    byte[] Canonical,
    byte[] Signature,
    byte[]? TimestampToken
)
{
    public static CheckpointRow Of(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetFieldValue<byte[]>(2),
            row.GetString(3),
            row.GetFieldValue<byte[]>(4),
            row.GetFieldValue<byte[]>(5),
            row.GetFieldValue<byte[]>(6),
            row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7)
        );

    /// <summary>The checkpoint that was sealed.</summary>
    /// <exception cref="InvalidDataException">What was sealed isn't what the row says.</exception>
    public SealedCheckpoint ToSealed()
    {
        var checkpoint = JournalCheckpoint.Parse(Canonical);
        return Agrees(checkpoint)
            ? new SealedCheckpoint(checkpoint, Canonical, new CheckpointSeal(Signature, TimestampToken))
            : throw new InvalidDataException($"Checkpoint {Number} of the journal was altered.");
    }

    private bool Agrees(JournalCheckpoint checkpoint) =>
        checkpoint.Number == Number
        && checkpoint.Sequence == Sequence
        && checkpoint.RowHash.Span.SequenceEqual(RowHash)
        && ColumnText.Of(checkpoint.Time) == Time
        && checkpoint.PreviousDigest.Span.SequenceEqual(PreviousDigest);
}
