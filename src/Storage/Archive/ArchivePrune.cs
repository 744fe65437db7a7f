// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Takes the archived rows out of the journal, and notes the archive there, in one transaction: the record, an event in the chain,
/// and nothing of the rows, or nothing of all that.
/// </summary>
internal static class ArchivePrune
{
    private static readonly string[] s_tables = ["outcome", "intent", "pair", "event", "checkpoint", "status_evidence"];

    public static void Run(SqliteJournalFile file, ArchiveRecord record, string recordedAt)
    {
        SqliteConnection connection = file.Connection;
        JournalConnection.WithoutForeignKeys(
            connection,
            () =>
            {
                file.Begin();
                ArchiveTable.Insert(connection, record);
                file.Insert(ArchiveTable.EventOf(record), recordedAt);
                JournalConnection.Execute(connection, Sql(record));
                file.Commit();
            }
        );
    }

    private static string Sql(ArchiveRecord record)
    {
        string last = record.LastSequence.ToString(CultureInfo.InvariantCulture);
        string checkpoint = record.Checkpoint.ToString(CultureInfo.InvariantCulture);
        return string.Concat(s_tables.Select(AppendOnly.AllowRemoval))
            + $"""
                DELETE FROM status_evidence WHERE digest IN (SELECT status_evidence FROM intent WHERE sequence <= {last})
                  AND digest NOT IN (SELECT status_evidence FROM intent WHERE sequence > {last} AND status_evidence IS NOT NULL);
                DELETE FROM outcome WHERE sequence <= {last};
                DELETE FROM intent WHERE sequence <= {last};
                DELETE FROM pair WHERE sequence <= {last};
                DELETE FROM event WHERE sequence <= {last};
                DELETE FROM checkpoint WHERE number < {checkpoint};
                """
            + string.Concat(s_tables.Select(AppendOnly.Triggers));
    }
}
