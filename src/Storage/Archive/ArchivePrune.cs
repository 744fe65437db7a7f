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

    /// <summary>All of it, or nothing. Of the issuers' answers nothing goes that isn't in the archive at <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">The chain doesn't end where the file was read to: somebody else writes.</exception>
    public static void Run(SqliteJournalFile file, ArchivePlan plan, ArchiveRecord record, string path)
    {
        SqliteConnection connection = file.Connection;
        ArchiveFile.Attached(
            connection,
            path,
            () =>
                JournalConnection.WithoutForeignKeys(
                    connection,
                    () =>
                    {
                        file.Begin();
                        RequireNobodyElse(connection, file.Head);
                        ArchiveTable.Insert(connection, record);
                        file.Insert(ArchiveTable.EventOf(record), ColumnText.Of(record.ArchivedAt));
                        JournalConnection.Execute(connection, Sql(plan));
                        file.Commit();
                    }
                )
        );
    }

    // A row of ours beside one of another writer would break the chain for good: the lock can't be all that guards it.
    private static void RequireNobodyElse(SqliteConnection connection, JournalHead known)
    {
        JournalHead now = JournalHeads.Read(connection);
        if (now.Sequence != known.Sequence || !now.RowHash.Span.SequenceEqual(known.RowHash.Span))
        {
            throw new InvalidDataException(
                $"The journal ends with row {now.Sequence}, not with row {known.Sequence}: somebody else writes to it. Nothing was moved."
            );
        }
    }

    private static string Sql(ArchivePlan plan)
    {
        string last = plan.LastSequence.ToString(CultureInfo.InvariantCulture);
        string checkpoint = plan.Checkpoint.ToString(CultureInfo.InvariantCulture);
        return string.Concat(s_tables.Select(AppendOnly.AllowRemoval))
            + $"""
                DELETE FROM status_evidence WHERE {ArchivedEvidence.IsRemoved(plan)};
                DELETE FROM outcome WHERE sequence <= {last};
                DELETE FROM intent WHERE sequence <= {last};
                DELETE FROM pair WHERE sequence <= {last};
                DELETE FROM event WHERE sequence <= {last};
                DELETE FROM checkpoint WHERE number < {checkpoint};
                """
            + string.Concat(s_tables.Select(AppendOnly.Triggers));
    }
}
