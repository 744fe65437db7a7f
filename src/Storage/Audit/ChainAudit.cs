// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Follows the chain row by row: each must hash to what it says, and be chained to the one before.</summary>
internal sealed class ChainAudit(JournalHead anchor, string node, FindingList findings, SuspectList suspects)
{
    private readonly RowHasher _hasher = new();
    private byte[] _lastHash = anchor.RowHash.ToArray();
    private bool _isLinkKnown = true;
    private bool _isLastSuspect;

    /// <summary>The last row's sequence.</summary>
    public long LastSequence { get; private set; } = anchor.Sequence;

    /// <summary>The last row's hash, as it stands there; valid until <see cref="Visit"/>.</summary>
    public ReadOnlySpan<byte> LastHash => _lastHash;

    /// <summary>True when the last row was found to be wrong by itself.</summary>
    public bool IsLastSuspect => _isLastSuspect;

    public void Visit(RowCursor row)
    {
        if (row.Sequence <= LastSequence)
        {
            findings.Add(
                AuditFindingKind.RowInserted,
                $"Row {row.Sequence} ({row.Table.Name}) stands where another row is, or was archived.",
                row.Sequence
            );
            return;
        }
        CheckGap(row.Sequence);
        bool isWhole = row.Hash(_hasher, row.PreviousHash).AsSpan().SequenceEqual(row.RowHash);
        if (!isWhole)
        {
            suspects.Add(row, IsLinked(row));
        }
        else
        {
            CheckLink(row);
        }
        LastSequence = row.Sequence;
        row.RowHash.CopyTo(HashBuffer(row.RowHash.Length));
        (_isLinkKnown, _isLastSuspect) = (true, !isWhole);
    }

    private bool IsLinked(RowCursor row) =>
        _isLinkKnown && !_isLastSuspect && LastSequence > anchor.Sequence && row.PreviousHash.SequenceEqual(_lastHash);

    private void CheckGap(long sequence)
    {
        if (sequence == LastSequence + 1)
        {
            return;
        }
        findings.Add(
            AuditFindingKind.RowsDeleted,
            $"Rows {LastSequence + 1} to {sequence - 1} are missing.",
            LastSequence + 1,
            sequence - 1
        );
        suspects.AddGap(LastSequence + 1, sequence - 1);
        _isLinkKnown = false;
    }

    private void CheckLink(RowCursor row)
    {
        if (!row.Bytes(row.Table.IndexOf("node")).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(node)))
        {
            findings.Add(AuditFindingKind.DatabaseSwapped, $"Row {row.Sequence} is another node's.", row.Sequence);
        }
        if (!_isLinkKnown || _isLastSuspect || row.PreviousHash.SequenceEqual(_lastHash))
        {
            return;
        }
        if (LastSequence == anchor.Sequence)
        {
            findings.Add(
                AuditFindingKind.DatabaseSwapped,
                $"Row {row.Sequence}, the first, isn't chained to where the journal of node {node} begins.",
                row.Sequence
            );
            return;
        }
        findings.Add(
            AuditFindingKind.RowAltered,
            $"Row {LastSequence} was altered and its hash made anew: row {row.Sequence} is chained to another one.",
            LastSequence
        );
    }

    private Span<byte> HashBuffer(int length)
    {
        if (_lastHash.Length != length)
        {
            _lastHash = new byte[length];
        }
        return _lastHash;
    }
}
