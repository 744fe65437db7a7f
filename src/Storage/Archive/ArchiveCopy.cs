// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Writes the archive: a file of the same schema, with the rows, their checkpoints and the issuers' answers up to them.</summary>
internal static class ArchiveCopy
{
    /// <summary>
    /// On the disk, under its name, when this returns. An archive of that name that is there already came from an attempt that was
    /// stopped behind this point; it is audited as a new one, and kept.
    /// </summary>
    public static void Write(
        SqliteConnection journal,
        ArchivePlan plan,
        string path,
        CancellationToken cancellationToken
    )
    {
        if (File.Exists(path))
        {
            return;
        }
        string partial = path + ".partial";
        foreach (string suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(partial + suffix);
        }
        PrivateFile.Ensure(partial);
        Make(partial);
        Fill(journal, plan, partial);
        cancellationToken.ThrowIfCancellationRequested();
        PrivateFile.Sync(partial);
        PrivateFile.Publish(partial, path);
    }

    public static byte[] Digest(string path)
    {
        using FileStream file = File.OpenRead(path);
        return SHA256.HashData(file);
    }

    private static void Make(string path)
    {
        using SqliteConnection archive = JournalConnection.OpenArchive(path);
        JournalSchema.EnsureTables(archive, path);
        JournalConnection.Execute(
            archive,
            "CREATE TABLE archived_rows (first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL) STRICT;"
        );
    }

    // Outcomes whose intent went with an earlier archive: an intent of the old year that ended behind its last checkpoint.
    private static void Fill(SqliteConnection journal, ArchivePlan plan, string path) =>
        ArchiveFile.Attached(
            journal,
            path,
            () =>
                JournalConnection.WithoutForeignKeys(
                    journal,
                    () => JournalConnection.Execute(journal, $"BEGIN; {Sql(plan)} COMMIT;")
                )
        );

    private static string Sql(ArchivePlan plan)
    {
        string rows = string.Concat(
            JournalTable.All.Select(table =>
                Copy(
                    table.Name,
                    [.. table.Columns, "previous_hash", "row_hash"],
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"sequence BETWEEN {plan.FirstSequence} AND {plan.LastSequence}"
                    )
                )
            )
        );
        return Copy("node", ["id", "created_at"], "true")
            + rows
            + Copy(
                "checkpoint",
                EntryColumns.Checkpoint,
                string.Create(CultureInfo.InvariantCulture, $"number <= {plan.Checkpoint}")
            )
            + Copy("archive", ArchiveTable.Columns, "true")
            + Copy("key_use", EntryColumns.KeyUse, "true")
            + Copy("status_evidence", EntryColumns.Evidence, ArchivedEvidence.IsCopied(plan))
            + string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO target.archived_rows VALUES ({plan.FirstSequence}, {plan.LastSequence});"
            );
    }

    private static string Copy(string table, IEnumerable<string> columns, string where)
    {
        string list = string.Join(", ", columns);
        return $"INSERT INTO target.{table} ({list}) SELECT {list} FROM main.{table} WHERE {where};\n";
    }
}
