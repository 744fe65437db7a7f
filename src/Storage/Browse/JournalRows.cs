// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Rows of the tables as neutral records.</summary>
internal static class JournalRows
{
    private static readonly Dictionary<string, string[]> s_columns = JournalTable.All.ToDictionary(
        static t => t.Name,
        static t => (string[])[.. t.Columns, "previous_hash", "row_hash"],
        StringComparer.Ordinal
    );

    /// <summary>The row that the cursor stands on.</summary>
    public static JournalRow Of(RowCursor cursor)
    {
        object?[] values = cursor.Values();
        string[] names = s_columns[cursor.Table.Name];
        string Text(string column) => values[cursor.Table.IndexOf(column)] as string ?? "";
        return new JournalRow
        {
            Sequence = cursor.Sequence,
            Table = cursor.Table.Name,
            Kind = cursor.Table.IndexOf("kind") < 0 ? cursor.Table.Name : Text("kind"),
            RecordedAt = ColumnText.TimeOrNone(Text("recorded_at")),
            Node = Text("node"),
            Tenant = Text("tenant"),
            Caller = Text("caller"),
            RequestId = Text("request_id"),
            Columns = [.. names.Select((name, i) => KeyValuePair.Create(name, values[i]))],
        };
    }

    public static JournalRow Find(SqliteConnection connection, string table, long sequence)
    {
        JournalTable of = JournalTable.All.Single(t => t.Name == table);
        using RowCursor cursor = new(connection, of, sequence - 1, sequence);
        return cursor.Read()
            ? Of(cursor)
            : throw new InvalidDataException($"Row {sequence} went away while it was read.");
    }
}
