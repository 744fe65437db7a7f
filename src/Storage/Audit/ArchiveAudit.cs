// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Checks the records of archives: they lie side by side, and the event of the last one, which is in the chain, says the same.</summary>
internal static class ArchiveAudit
{
    public static void Run(
        SqliteConnection connection,
        IReadOnlyList<ArchiveRecord> records,
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
        if (records.Count > 0 && !isArchive && !HasEvent(connection, records[^1]))
        {
            findings.Add(
                AuditFindingKind.ArchiveRecordAltered,
                $"No event of the journal tells of archive {records[^1].FileName} as its record does.",
                records[^1].LastSequence
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

    private static bool HasEvent(SqliteConnection connection, ArchiveRecord record)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM event WHERE kind = $kind AND subject = $subject AND detail = $detail";
        Core.JournalEvent expected = ArchiveTable.EventOf(record);
        command.Parameters.AddWithValue("$kind", ColumnText.Of(expected.Kind));
        command.Parameters.AddWithValue("$subject", expected.Subject);
        command.Parameters.AddWithValue("$detail", expected.Detail);
        return command.ExecuteScalar() is not null;
    }
}
