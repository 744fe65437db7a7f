// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>The archive as a file: a journal that ends, and says where.</summary>
internal static class ArchiveFile
{
    /// <summary>Does work, with transactions of its own, while the file is there beside the journal, as <c>target</c>.</summary>
    public static void Attached(SqliteConnection journal, string path, Action work)
    {
        using (SqliteCommand attach = journal.CreateCommand())
        {
            attach.CommandText = "ATTACH DATABASE $path AS target";
            attach.Parameters.AddWithValue("$path", path);
            attach.ExecuteNonQuery();
        }
        try
        {
            work();
        }
        finally
        {
            JournalConnection.Execute(journal, "DETACH DATABASE target;");
        }
    }

    /// <summary>Which rows it holds; null when the file is no archive but a node's journal.</summary>
    public static ArchivedRows? RowsOf(SqliteConnection connection)
    {
        if (
            JournalConnection.Integer(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'archived_rows'")
            == 0
        )
        {
            return null;
        }
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT first_sequence, last_sequence FROM archived_rows";
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? new ArchivedRows(row.GetInt64(0), row.GetInt64(1)) : new ArchivedRows(0, 0);
    }
}
