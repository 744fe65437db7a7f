// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Checks the checkpoints by themselves, in the journal and outside, and collects what they say of rows.</summary>
internal sealed class CheckpointAudit(string node, byte[] genesis, AuditOptions options, FindingList findings)
{
    private readonly List<CheckpointClaim> _claims = [];
    private long _lastNumber;

    /// <summary>Checkpoints in the journal.</summary>
    public long Count { get; private set; }

    /// <summary>What good checkpoints say, by row.</summary>
    public IReadOnlyList<CheckpointClaim> Claims() => [.. _claims.OrderBy(static c => c.Sequence)];

    /// <summary>Checks those of the journal.</summary>
    /// <param name="connection">The journal.</param>
    /// <param name="first">The number that the first one must have: of the checkpoint where the last archive ends, or 1.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public void Inside(SqliteConnection connection, long first, CancellationToken cancellationToken)
    {
        byte[]? previous = null;
        foreach (CheckpointRow row in CheckpointTable.All(connection))
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckOrder(row, first, previous);
            Check(row);
            previous = SHA256.HashData(row.Canonical);
            _lastNumber = row.Number;
            Count++;
        }
    }

    /// <summary>Checks those that were kept outside, and compares them with the journal.</summary>
    public void Outside()
    {
        if (options.IsNothingKept && Count > 0)
        {
            findings.Add(
                AuditFindingKind.CheckpointAltered,
                $"The journal has {Count} checkpoints, and none of them is where they are kept outside."
            );
        }
        SealedCheckpoint[] own = [.. options.Expected.Where(c => c.Checkpoint.Node == node)];
        if (own.Length == 0 && options.Expected.Count > 0)
        {
            findings.Add(
                AuditFindingKind.DatabaseSwapped,
                $"The journal is of node {node}; the checkpoints that were kept outside are of {options.Expected[0].Checkpoint.Node}."
            );
        }
        bool isOther = false;
        foreach (SealedCheckpoint one in own.Where(IsSealGood))
        {
            if (!one.Checkpoint.Genesis.Span.SequenceEqual(genesis))
            {
                TellOther(one.Checkpoint, isOther);
                isOther = true;
                continue;
            }
            _claims.Add(Claim(one.Checkpoint, isOutside: true));
            TellMissing(one.Checkpoint);
        }
    }

    private void TellOther(JournalCheckpoint checkpoint, bool isTold)
    {
        if (!isTold)
        {
            findings.Add(
                AuditFindingKind.DatabaseSwapped,
                $"Checkpoint {checkpoint.Number}, kept outside, is of another journal of node {node}: this one was begun anew.",
                checkpoint: checkpoint.Number
            );
        }
    }

    private void TellMissing(JournalCheckpoint checkpoint)
    {
        if (checkpoint.Number > _lastNumber)
        {
            findings.Add(
                AuditFindingKind.CheckpointAltered,
                $"Checkpoint {checkpoint.Number}, kept outside, isn't in the journal.",
                checkpoint: checkpoint.Number
            );
        }
    }

    private void CheckOrder(CheckpointRow row, long first, byte[]? previous)
    {
        bool follows = previous is null
            ? row.Number == first
            : row.Number == _lastNumber + 1 && row.PreviousDigest.AsSpan().SequenceEqual(previous);
        if (!follows || (row.Number == 1 && row.PreviousDigest.AsSpan().ContainsAnyExcept((byte)0)))
        {
            findings.Add(
                AuditFindingKind.CheckpointAltered,
                $"Checkpoint {row.Number} doesn't follow the one before it.",
                row.Sequence,
                checkpoint: row.Number
            );
        }
    }

    private void Check(CheckpointRow row)
    {
        SealedCheckpoint one;
        try
        {
            one = row.ToSealed();
        }
        catch (InvalidDataException failure)
        {
            findings.Add(AuditFindingKind.CheckpointAltered, failure.Message, row.Sequence, checkpoint: row.Number);
            return;
        }
        if (one.Checkpoint.Node != node || !one.Checkpoint.Genesis.Span.SequenceEqual(genesis))
        {
            findings.Add(
                AuditFindingKind.DatabaseSwapped,
                $"Checkpoint {row.Number} is of another journal than this one of node {node}.",
                checkpoint: row.Number
            );
        }
        else if (IsSealGood(one))
        {
            _claims.Add(Claim(one.Checkpoint, isOutside: false));
        }
    }

    private bool IsSealGood(SealedCheckpoint one)
    {
        if (options.CheckSeal?.Invoke(one) is not { } defect)
        {
            return true;
        }
        findings.Add(
            AuditFindingKind.SealNotGood,
            $"Checkpoint {one.Checkpoint.Number}: {defect}",
            one.Checkpoint.Sequence,
            checkpoint: one.Checkpoint.Number
        );
        return false;
    }

    private static CheckpointClaim Claim(JournalCheckpoint checkpoint, bool isOutside) =>
        new(checkpoint.Number, checkpoint.Sequence, checkpoint.RowHash, isOutside);
}
