// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Holds what checkpoints say against the rows, as the walk comes to them.</summary>
internal sealed class ClaimAudit(IReadOnlyList<CheckpointClaim> claims, JournalHead anchor, FindingList findings)
{
    private int _next;
    private long _agreed;
    private bool _isTold;

    /// <summary>The last row that checkpoints cover as it stands there, and none contradicts.</summary>
    public long Covered { get; private set; }

    /// <summary>Compares the claims for the place where the rows begin; those before it are the archives'.</summary>
    public void Begin()
    {
        for (; _next < claims.Count && claims[_next].Sequence <= anchor.Sequence; _next++)
        {
            if (claims[_next].Sequence == anchor.Sequence)
            {
                Compare(claims[_next], anchor.RowHash.Span, AuditFindingKind.ArchiveRecordAltered);
            }
        }
    }

    public void Visit(ChainAudit chain)
    {
        for (; _next < claims.Count && claims[_next].Sequence <= chain.LastSequence; _next++)
        {
            // A row that is missing, or is wrong by itself, has been told already.
            if (claims[_next].Sequence == chain.LastSequence && !chain.IsLastSuspect)
            {
                Compare(claims[_next], chain.LastHash, AuditFindingKind.HistoryRewritten);
            }
        }
    }

    /// <summary>Behind the last row: what is claimed beyond it was cut off.</summary>
    public void End(long lastSequence)
    {
        if (_next < claims.Count)
        {
            CheckpointClaim furthest = claims[^1];
            findings.Add(
                AuditFindingKind.RowsTruncated,
                $"The journal ends with row {lastSequence}; {furthest} covers rows up to {furthest.Sequence}.",
                lastSequence + 1,
                furthest.Sequence,
                furthest.Number
            );
        }
    }

    private void Compare(CheckpointClaim claim, ReadOnlySpan<byte> rowHash, AuditFindingKind kind)
    {
        if (_isTold)
        {
            return; // Every later checkpoint would only repeat it.
        }
        if (claim.RowHash.Span.SequenceEqual(rowHash))
        {
            _agreed = Covered == claim.Sequence ? _agreed : Covered;
            Covered = claim.Sequence;
            return;
        }
        // Another one for the same row may have agreed before this one was asked.
        Covered = Covered == claim.Sequence ? _agreed : Covered;
        _isTold = true;
        findings.Add(
            kind,
            $"Rows {Covered + 1} to {claim.Sequence} aren't those that {claim} was made for.",
            Covered + 1,
            claim.Sequence,
            claim.Number
        );
    }
}
