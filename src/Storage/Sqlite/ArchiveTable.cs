// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>The records of archives.</summary>
internal static class ArchiveTable
{
    public static string[] Columns { get; } =
    ["first_sequence", "last_sequence", "row_hash", "checkpoint", "file_name", "file_digest", "archived_at"];

    /// <summary>By row.</summary>
    public static List<ArchiveRecord> All(SqliteConnection connection)
    {
        List<ArchiveRecord> records = [];
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", Columns)} FROM archive ORDER BY last_sequence";
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            records.Add(
                new ArchiveRecord(
                    row.GetInt64(0),
                    row.GetInt64(1),
                    row.GetFieldValue<byte[]>(2),
                    row.GetInt64(3),
                    row.GetString(4),
                    row.GetFieldValue<byte[]>(5),
                    ColumnText.Time(row.GetString(6))
                )
            );
        }
        return records;
    }

    public static void Insert(SqliteConnection connection, ArchiveRecord record)
    {
        using InsertStatement insert = new(connection, "archive", Columns);
        insert
            .Start()
            .Add(record.FirstSequence)
            .Add(record.LastSequence)
            .Add(record.RowHash)
            .Add(record.Checkpoint)
            .Add(record.FileName)
            .Add(record.FileDigest)
            .Add(ColumnText.Of(record.ArchivedAt))
            .Execute();
    }

    /// <summary>What the chain says of an archive: so its record can't be bent either.</summary>
    public static JournalEvent EventOf(ArchiveRecord record) =>
        new()
        {
            Kind = JournalEventKind.Archived,
            Subject = Convert.ToHexStringLower(record.FileDigest.Span),
            Detail = string.Create(
                CultureInfo.InvariantCulture,
                $"Rows {record.FirstSequence} to {record.LastSequence}, up to checkpoint {record.Checkpoint}, are in {record.FileName}; the last one's hash is {Convert.ToHexStringLower(record.RowHash.Span)}."
            ),
        };
}
