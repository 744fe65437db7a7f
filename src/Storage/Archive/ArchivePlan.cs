// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Which rows go: from the last archive to the last checkpoint whose row was recorded in the year or before, so that the archive ends
/// with a row that a checkpoint speaks for. The last minutes of the year may stay.
/// </summary>
internal sealed record ArchivePlan(
    long FirstSequence,
    long LastSequence,
    byte[] RowHash,
    long Checkpoint,
    DateTimeOffset RecordedAt
)
{
    private const string Sql = """
        SELECT c.sequence, c.row_hash, c.number, j.recorded_at FROM checkpoint AS c JOIN journal AS j ON j.sequence = c.sequence
        WHERE c.sequence > $anchor AND j.recorded_at < $end ORDER BY c.number DESC LIMIT 1
        """;

    /// <summary>Null when nothing is to be moved.</summary>
    /// <exception cref="InvalidDataException">An intent among the rows is open.</exception>
    public static ArchivePlan? Make(SqliteConnection connection, int year)
    {
        long anchor = JournalHeads.Anchor(connection).Sequence;
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$anchor", anchor);
        command.Parameters.AddWithValue("$end", string.Create(CultureInfo.InvariantCulture, $"{year + 1:D4}-"));
        using SqliteDataReader row = command.ExecuteReader();
        if (!row.Read())
        {
            return null;
        }
        ArchivePlan plan = new(
            anchor + 1,
            row.GetInt64(0),
            row.GetFieldValue<byte[]>(1),
            row.GetInt64(2),
            ColumnText.Time(row.GetString(3))
        );
        plan.RequireClosed(connection);
        return plan;
    }

    public ArchiveRecord ToRecord(string fileName, byte[] digest, DateTimeOffset now) =>
        new(FirstSequence, LastSequence, RowHash, Checkpoint, fileName, digest, now);

    // An outcome that comes later would find no intent.
    private void RequireClosed(SqliteConnection connection)
    {
        if (OpenIntents.ClosedThrough(connection, LastSequence) is var closed && closed < LastSequence)
        {
            throw new InvalidDataException(
                $"The intent of row {closed + 1} has no outcome: start the node, which closes it, stop it, and archive again."
            );
        }
    }
}
