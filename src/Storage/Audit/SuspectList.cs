// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// Tells altered rows from rows that changed places: a row that was moved fits where another suspect stands, or where a row is missing.
/// </summary>
internal sealed class SuspectList(int max, FindingList findings)
{
    private const int MaxGaps = 1000;

    private readonly List<SuspectRow> _rows = [];
    private readonly List<long> _gaps = [];
    private readonly RowHasher _hasher = new();

    public bool IsFull => _rows.Count >= max;

    /// <summary>Keeps a row that is wrong by itself.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isLinked">Whether it is chained to the row before it, which is there and hashes to what it says.</param>
    public void Add(RowCursor row, bool isLinked)
    {
        if (!IsFull)
        {
            _rows.Add(new SuspectRow(row, isLinked));
        }
    }

    public void AddGap(long first, long through)
    {
        for (long sequence = first; sequence <= through && _gaps.Count < MaxGaps; sequence++)
        {
            _gaps.Add(sequence);
        }
    }

    /// <summary>Says of each what it is.</summary>
    public void Tell()
    {
        foreach (SuspectRow row in _rows)
        {
            if (PlaceOf(row) is { } place)
            {
                findings.Add(
                    AuditFindingKind.RowsReordered,
                    $"Row {row.Sequence} ({row.Table}) holds what was written as row {place}.",
                    row.Sequence
                );
            }
            else
            {
                findings.Add(
                    AuditFindingKind.RowAltered,
                    $"Row {row.Sequence} ({row.Table}) isn't what it was when it was written{OrTheOneBefore(row)}.",
                    row.Sequence
                );
            }
        }
    }

    private static string OrTheOneBefore(SuspectRow row) =>
        row.IsLinked ? $"; or row {row.Sequence - 1} was altered, its hash made anew and this row's link to it" : "";

    private long? PlaceOf(SuspectRow row)
    {
        foreach (SuspectRow other in _rows.Where(r => r.Sequence != row.Sequence))
        {
            if (row.Was(other.Sequence, _hasher) || row.HasContentOf(other, _hasher))
            {
                return other.Sequence;
            }
        }
        return _gaps.Where(gap => row.Was(gap, _hasher)).Select(static gap => (long?)gap).FirstOrDefault();
    }
}
