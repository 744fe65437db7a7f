// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Checks the records of archives: they lie side by side, and the events of archives, which are in the chain, say the same. The event
/// of the last one is always there, those of earlier ones until they are archived themselves.
/// </summary>
internal static class ArchiveAudit
{
    public static void Run(
        SqliteConnection connection,
        List<ArchiveRecord> records,
        bool isArchive,
        FindingList findings
    )
    {
        long last = 0;
        foreach (ArchiveRecord record in records)
        {
            if (record.FirstSequence != last + 1 || record.LastSequence < record.FirstSequence)
            {
                findings.Add(
                    AuditFindingKind.ArchiveRecordAltered,
                    $"The record of archive {record.FileName} doesn't follow the one before it.",
                    record.FirstSequence,
                    record.LastSequence
                );
            }
            last = record.LastSequence;
        }
        List<(long Sequence, string Subject, string Detail)> events = Events(connection);
        if (records.Count > 0 && !isArchive && !events.Exists(e => IsOf(e, records[^1])))
        {
            findings.Add(
                AuditFindingKind.ArchiveRecordAltered,
                $"No event of the journal tells of archive {records[^1].FileName} as its record does.",
                records[^1].LastSequence
            );
        }
        foreach (var entry in events.Where(e => !records.Exists(record => IsOf(e, record))))
        {
            findings.Add(
                AuditFindingKind.ArchiveRecordAltered,
                $"Row {entry.Sequence} tells of an archive that no record is of.",
                entry.Sequence
            );
        }
    }

    /// <summary>An archive ends where it says.</summary>
    public static void End(ArchivedRows? rows, long lastSequence, FindingList findings)
    {
        if (rows is not null && rows.LastSequence != lastSequence)
        {
            findings.Add(
                AuditFindingKind.RowsTruncated,
                $"The archive ends with row {lastSequence}, not with row {rows.LastSequence}.",
                Math.Min(lastSequence, rows.LastSequence) + 1,
                Math.Max(lastSequence, rows.LastSequence)
            );
        }
    }

    private static bool IsOf((long Sequence, string Subject, string Detail) entry, ArchiveRecord record) =>
        ArchiveTable.EventOf(record) is var expected
        && entry.Subject == expected.Subject
        && entry.Detail == expected.Detail;

    private static List<(long Sequence, string Subject, string Detail)> Events(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, subject, detail FROM event WHERE kind = $kind ORDER BY sequence";
        command.Parameters.AddWithValue("$kind", ColumnText.Of(Core.JournalEventKind.Archived));
        using SqliteDataReader row = command.ExecuteReader();
        List<(long Sequence, string Subject, string Detail)> events = [];
        while (row.Read())
        {
            events.Add((row.GetInt64(0), row.GetString(1), row.GetString(2)));
        }
        return events;
    }
}
