// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Reads where the chain of a file begins and ends.</summary>
internal static class JournalHeads
{
    private const string LastSql = """
        SELECT max(coalesce((SELECT max(sequence) FROM intent), 0), coalesce((SELECT max(sequence) FROM outcome), 0),
                   coalesce((SELECT max(sequence) FROM pair), 0), coalesce((SELECT max(sequence) FROM event), 0))
        """;

    /// <summary>The last row's sequence; 0 when there is none.</summary>
    public static long LastSequence(SqliteConnection connection) => JournalConnection.Integer(connection, LastSql);

    /// <summary>What the chain of the file's node begins with.</summary>
    /// <exception cref="InvalidDataException">The file names no node.</exception>
    public static byte[] Genesis(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT id, created_at FROM node";
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? RowHasher.Genesis(row.GetString(0), row.GetString(1))
            : throw new InvalidDataException("The journal names no node.");
    }

    /// <summary>Where the rows of the file begin: behind the last archive, or at the genesis.</summary>
    public static JournalHead Anchor(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT last_sequence, row_hash FROM archive ORDER BY last_sequence DESC LIMIT 1";
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? new JournalHead(row.GetInt64(0), row.GetFieldValue<byte[]>(1))
            : new JournalHead(0, Genesis(connection));
    }

    /// <summary>Where the chain ends.</summary>
    /// <exception cref="InvalidDataException">The last row has no hash: somebody else wrote it.</exception>
    public static JournalHead Read(SqliteConnection connection)
    {
        long last = LastSequence(connection);
        JournalHead anchor = Anchor(connection);
        if (last <= anchor.Sequence)
        {
            return anchor;
        }
        return RowHash(connection, last) is { Length: 32 } hash
            ? new JournalHead(last, hash)
            : throw new InvalidDataException(
                $"Row {last} of the journal has no hash: it wasn't written by this server."
            );
    }

    /// <summary>Whether the chain of the file goes through that row: each hash stands for all rows before it, and for the node.</summary>
    public static bool Holds(SqliteConnection connection, JournalHead row)
    {
        JournalHead anchor = Anchor(connection);
        ReadOnlySpan<byte> hash =
            row.Sequence == anchor.Sequence ? anchor.RowHash.Span : RowHash(connection, row.Sequence);
        return hash.SequenceEqual(row.RowHash.Span);
    }

    private static byte[]? RowHash(SqliteConnection connection, long sequence)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT row_hash FROM journal WHERE sequence = $sequence";
        command.Parameters.AddWithValue("$sequence", sequence);
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>When the oldest row was recorded, as text; null when there is none.</summary>
    public static string? OldestRecordedAt(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT recorded_at FROM journal ORDER BY sequence LIMIT 1";
        return command.ExecuteScalar() as string;
    }
}
