// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>One audit of one file: a walk over all rows in one snapshot, a row in memory at a time.</summary>
internal sealed class AuditRun(SqliteConnection connection, AuditOptions options, CancellationToken cancellationToken)
{
    private const int ProgressRows = 10_000;

    private readonly FindingList _findings = new(options.MaxFindings);
    private long _rows;
    private List<ArchiveRecord> _archives = [];

    public AuditReport Run()
    {
        JournalConnection.Execute(connection, "BEGIN;");
        string node = JournalConnection.Text(connection, "SELECT id FROM node");
        byte[] genesis = JournalHeads.Genesis(connection);
        JournalHead anchor = JournalHeads.Anchor(connection);
        if (options.Node is { } expected && expected != node)
        {
            _findings.Add(AuditFindingKind.DatabaseSwapped, $"The journal is of node {node}, not of {expected}.");
        }
        ArchivedRows? archived = ArchiveFile.RowsOf(connection);
        if (archived is not null != options.IsArchive)
        {
            _findings.Add(
                AuditFindingKind.DatabaseSwapped,
                options.IsArchive
                    ? $"The file is a journal of node {node}, not an archive."
                    : $"The file is an archive of node {node}, not its journal."
            );
        }
        CheckpointAudit checkpoints = new(node, genesis, For(archived), _findings);
        SuspectList suspects = new(options.MaxFindings, _findings);
        ChainAudit chain = new(anchor, node, _findings, suspects);
        ClaimAudit claims = Guard(
            () => Prepare(checkpoints, anchor, archived is not null),
            () => new ClaimAudit([], anchor, _findings),
            chain
        );
        bool isEnd = Guard(() => Walk(chain, claims, suspects), () => false, chain);
        suspects.Tell();
        if (isEnd)
        {
            claims.End(chain.LastSequence);
            ArchiveAudit.End(archived, chain.LastSequence, _findings);
        }
        if (_findings.IsEmpty)
        {
            Guard(RequireWhole, () => false, chain);
        }
        return new AuditReport
        {
            Node = node,
            Genesis = genesis,
            Anchor = anchor.Sequence,
            LastSequence = chain.LastSequence,
            Rows = _rows,
            Checkpoints = checkpoints.Count,
            CoveredSequence = claims.Covered,
            SealsChecked = options.CheckSeal is not null,
            Archives = _archives,
            Findings = _findings.ToList(),
            IsCutShort = _findings.IsFull || suspects.IsFull,
        };
    }

    /// <summary>What was kept outside of rows behind an archive's end doesn't concern the archive.</summary>
    private AuditOptions For(ArchivedRows? archived) =>
        archived is null || !options.IsArchive
            ? options
            : options with
            {
                Expected = [.. options.Expected.Where(c => c.Checkpoint.Sequence <= archived.LastSequence)],
            };

    private ClaimAudit Prepare(CheckpointAudit checkpoints, JournalHead anchor, bool isArchive)
    {
        List<ArchiveRecord> archives = _archives = ArchiveTable.All(connection);
        ArchiveAudit.Run(connection, archives, isArchive, _findings);
        checkpoints.Inside(connection, archives.Count == 0 ? 1 : archives[^1].Checkpoint, cancellationToken);
        if (archives.Count > 0 && checkpoints.Count == 0)
        {
            _findings.Add(
                AuditFindingKind.CheckpointAltered,
                $"Checkpoint {archives[^1].Checkpoint}, where the last archive ends, is missing.",
                checkpoint: archives[^1].Checkpoint
            );
        }
        checkpoints.Outside();
        ClaimAudit claims = new(checkpoints.Claims(), anchor, _findings);
        claims.Begin();
        return claims;
    }

    /// <summary>False when it ended before the last row.</summary>
    private bool Walk(ChainAudit chain, ClaimAudit claims, SuspectList suspects)
    {
        using EvidenceAudit evidence = new(connection, options.ReadAnswer, _findings);
        using RowWalk walk = new(connection);
        while (walk.Read())
        {
            if (_findings.IsFull || suspects.IsFull)
            {
                return false;
            }
            chain.Visit(walk.Row);
            claims.Visit(chain);
            evidence.Visit(walk.Row);
            Count();
        }
        return true;
    }

    // The walk reads rows in their order. What finds them by other ways, as a repeated request does, has to lead to the same ones.
    private bool RequireWhole()
    {
        using CancellationTokenRegistration interrupt = cancellationToken.UnsafeRegister(
            static handle => SQLitePCL.raw.sqlite3_interrupt((SQLitePCL.sqlite3)handle!),
            connection.Handle
        );
        string found;
        try
        {
            found = JournalConnection.Text(connection, "PRAGMA integrity_check(1)");
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        if (found != "ok")
        {
            _findings.Add(
                AuditFindingKind.FileDamaged,
                $"The rows are whole, but not the file: what finds them is damaged. {found}"
            );
        }
        return true;
    }

    private void Count()
    {
        if (++_rows % ProgressRows == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            options.Progress?.Report(_rows);
        }
    }

    // A page that was damaged is a finding, not an end without an answer.
    private T Guard<T>(Func<T> work, Func<T> otherwise, ChainAudit chain)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is InvalidDataException || ForeignFile.IsFault(failure))
        {
            _findings.Add(
                AuditFindingKind.FileDamaged,
                $"The file can't be read behind row {chain.LastSequence}: {failure.Message}",
                chain.LastSequence + 1
            );
            return otherwise();
        }
    }
}
