// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Moves the rows of years that are over to a file of their own, which is a journal that verifies by itself; the journal's chain goes
/// on from where the archive ends. The node must be stopped: one process writes. A stop in the middle loses nothing, and the next call
/// goes on: the archive is complete and on the disk before a row leaves the journal.
/// </summary>
/// <remarks>What was archived is no longer found by a repeat of its request: it would be signed again.</remarks>
public static class JournalArchive
{
    /// <summary>Archives up to the last checkpoint of the year. Blocks on the disk, for as long as two walks over the rows take.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="options">What goes, and where.</param>
    /// <param name="time">When.</param>
    /// <param name="cancellationToken">Ends it before rows are removed; later it has no effect.</param>
    /// <returns>
    /// The archive's record, with <see cref="ArchiveRecord.Compacted"/> false when the file could not be made smaller; null when no checkpoint of that year or before has rows that aren't archived
    /// yet.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.StorageFailed"/>: the journal is in use, was bent, has intents that are open among the rows, or the
    /// archive can't be written. The cause says which.
    /// </exception>
    public static ArchiveRecord? Run(
        JournalOptions journal,
        ArchiveOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        journal = journal.AtRealPath();
        DateTimeOffset now = time.GetUtcNow();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.Year, now.UtcDateTime.Year);
        try
        {
            using var fileLock = JournalLock.Take(journal.Path);
            RequireGood(
                journal.Path,
                options.Audit with
                {
                    Node = journal.NodeId,
                    IsArchive = false,
                },
                cancellationToken
            );
            using SqliteJournalFile file = SqliteJournalFile.Open(journal, time);
            return Run(file, journal, options, now, cancellationToken);
        }
        catch (Exception failure) when (JournalConnection.IsStorageFailure(failure))
        {
            throw new SigningException(
                SigningErrorKind.StorageFailed,
                "The journal could not be archived.",
                cause: failure
            );
        }
    }

    /// <summary>The steps, in the order that keeps every row in one of the two files at any moment.</summary>
    internal static ArchiveRecord? Run(
        SqliteJournalFile file,
        JournalOptions journal,
        ArchiveOptions options,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (ArchivePlan.Make(file.Connection, options.Year) is not { } plan)
        {
            return null;
        }
        string path = Path.Combine(options.Folder, FileName(journal.NodeId, plan));
        ArchiveCopy.Write(file.Connection, plan, path, cancellationToken);
        // With the journal's own checkpoint as the measure: an archive that was there already must be this one.
        SealedCheckpoint end = CheckpointTable.Of(file.Connection, plan.Checkpoint);
        AuditOptions audit = options.Audit with { Node = journal.NodeId, Expected = [end], IsArchive = true };
        AuditReport report = RequireGood(path, audit, cancellationToken);
        if (report.Anchor + 1 != plan.FirstSequence || report.LastSequence != plan.LastSequence)
        {
            throw new InvalidDataException($"{path} is there already, and holds other rows.");
        }
        ArchiveRecord record = plan.ToRecord(Path.GetFileName(path), ArchiveCopy.Digest(path), now);
        ArchivePrune.Run(file, plan, record, path);
        return record with { Compacted = options.Compact && TryCompact(file.Connection) };
    }

    // The rows have moved by now: a disk without room for the smaller copy must not make it look as if they hadn't.
    private static bool TryCompact(SqliteConnection connection)
    {
        try
        {
            JournalConnection.Execute(connection, "VACUUM;");
            // Not while somebody reads: then the smaller file stays in the WAL.
            return JournalConnection.Integer(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static string FileName(string node, ArchivePlan plan) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"journal-{node}-{plan.FirstSequence:D12}-{plan.LastSequence:D12}.db"
        );

    // What was bent would be hidden by being moved.
    private static AuditReport RequireGood(string path, AuditOptions audit, CancellationToken cancellationToken)
    {
        AuditReport report = JournalAudit.Verify(path, audit, cancellationToken);
        if (!report.IsGood)
        {
            throw new InvalidDataException(
                $"{path} was bent, so nothing of it is moved: {report.Findings[0].Detail} ({report.Findings.Count} findings)"
            );
        }
        return report;
    }
}
