// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Reads checkpoints as they stand in the file.</summary>
internal static class CheckpointTable
{
    private const string Columns =
        "number, sequence, row_hash, time, previous_digest, canonical, signature, timestamp_token FROM checkpoint";

    /// <summary>The newest ones, newest first.</summary>
    public static List<SealedCheckpoint> Newest(SqliteConnection connection, int count)
    {
        List<SealedCheckpoint> checkpoints = [];
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} ORDER BY number DESC LIMIT $count";
        command.Parameters.AddWithValue("$count", count);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            checkpoints.Add(CheckpointRow.Of(row).ToSealed());
        }
        return checkpoints;
    }

    /// <summary>The one of that number.</summary>
    /// <exception cref="InvalidDataException">It isn't there, or was altered.</exception>
    public static SealedCheckpoint Of(SqliteConnection connection, long number)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} WHERE number = $number";
        command.Parameters.AddWithValue("$number", number);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? CheckpointRow.Of(row).ToSealed()
            : throw new InvalidDataException($"Checkpoint {number} of the journal is missing.");
    }

    /// <summary>All of them by number, as they stand there, whether they make sense or not.</summary>
    public static IEnumerable<CheckpointRow> All(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} ORDER BY number";
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            yield return CheckpointRow.Of(row);
        }
    }
}
