// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The appends that wait, and which of them make the next commit: interactive ones first, and bulk ones for at most an eighth of
/// its rows, less beside interactive ones, so that no commit takes long. Not thread-safe: used under the monitor of the queue.
/// </summary>
/// <param name="maxRows">Rows that share one commit at most.</param>
internal sealed class AppendLanes(int maxRows)
{
    private readonly Queue<PendingAppend> _interactive = new();
    private readonly Queue<PendingAppend> _bulk = new();
    private readonly int _maxBulkRows = Math.Max(1, maxRows / 8);
    private int _bulkRows;

    public int Count => _interactive.Count + _bulk.Count;

    public int Bulk => _bulk.Count;

    public bool HasInteractive => _interactive.Count > 0;

    /// <summary>More bulk appends can't go into one commit.</summary>
    public bool IsBulkFull => _bulkRows >= _maxBulkRows;

    public void Add(PendingAppend append)
    {
        if (append.Lane == SigningLane.Bulk)
        {
            _bulk.Enqueue(append);
            _bulkRows += append.Rows;
        }
        else
        {
            _interactive.Enqueue(append);
        }
    }

    /// <summary>Takes what goes into one commit; gives how many left the lanes, the cancelled ones too, which are not taken.</summary>
    public int Fill(List<PendingAppend> batch)
    {
        // Somebody waits for a commit with interactive rows: then bulk takes less of it.
        int bulkRows =
            _bulk.Count == 0 ? 0
            : _interactive.Count == 0 ? _maxBulkRows
            : Math.Max(1, _maxBulkRows / 4);
        return Dequeue(_interactive, batch, Math.Max(1, maxRows - bulkRows)) + Dequeue(_bulk, batch, bulkRows);
    }

    /// <summary>Takes all; gives how many left the lanes, as <see cref="Fill"/> does.</summary>
    public int Empty(List<PendingAppend> taken) =>
        Dequeue(_interactive, taken, int.MaxValue) + Dequeue(_bulk, taken, int.MaxValue);

    // An append is never divided: the first one goes whatever its size.
    private int Dequeue(Queue<PendingAppend> lane, List<PendingAppend> taken, int most)
    {
        int before = lane.Count;
        int rows = 0;
        while (lane.TryPeek(out PendingAppend? next) && (rows == 0 || next.Rows <= most - rows))
        {
            rows += next.Rows;
            lane.Dequeue();
            _bulkRows -= lane == _bulk ? next.Rows : 0;
            if (next.TryTake())
            {
                taken.Add(next);
            }
        }
        return before - lane.Count;
    }
}
