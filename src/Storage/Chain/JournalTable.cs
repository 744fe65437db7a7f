// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>A table that takes part in the sequence and the chain: its columns without the two hashes, in the order they are hashed.</summary>
internal sealed class JournalTable
{
    // Columns that files of the first schema that is read don't have.
    private readonly string[] _late;

    private JournalTable(string name, string[] columns, params string[] late)
    {
        (Name, Columns, _late) = (name, columns, late);
        NameUtf8 = Encoding.UTF8.GetBytes(name);
        ColumnsUtf8 = [.. columns.Select(Encoding.UTF8.GetBytes)];
    }

    public static JournalTable Intent { get; } = new("intent", EntryColumns.Intent);

    public static JournalTable Outcome { get; } =
        new("outcome", EntryColumns.Outcome, "intent_sequence", "digest_to_sign");

    public static JournalTable Pair { get; } = new("pair", EntryColumns.Pair);

    public static JournalTable Event { get; } = new("event", EntryColumns.Event);

    public static IReadOnlyList<JournalTable> All { get; } = [Intent, Outcome, Pair, Event];

    public string Name { get; }

    public string[] Columns { get; }

    public byte[] NameUtf8 { get; }

    public byte[][] ColumnsUtf8 { get; }

    /// <summary>The columns that a file of an earlier schema doesn't have, and which are NULL where it is read.</summary>
    public IReadOnlyList<string> MissingIn(SqliteConnection connection)
    {
        if (_late.Length == 0)
        {
            return [];
        }
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info($table)";
        command.Parameters.AddWithValue("$table", Name);
        using SqliteDataReader row = command.ExecuteReader();
        List<string> missing = [.. _late];
        while (row.Read())
        {
            missing.Remove(row.GetString(0));
        }
        return missing;
    }

    public int IndexOf(string column) => Array.IndexOf(Columns, column);
}
