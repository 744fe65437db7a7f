// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The bounded queue between many callers, who wait without a thread, and the one writer thread, which blocks on a monitor: neither
/// side needs the thread pool to make progress. Interactive appends are in the next commit; bulk ones fill at most an eighth of a
/// commit's rows, and less beside interactive ones, so that no commit takes long. Behind a commit of several appends, bulk ones that
/// follow each other closely are gathered: a commit costs as much as the rows of ten documents, and nobody waits for this one alone.
/// </summary>
internal sealed class AppendQueue(JournalOptions options, JournalInstruments instruments) : IDisposable
{
    // A commit of fewer is one that a single caller waits for, and goes at once.
    private const int Several = 4;

    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _interactive = new();
    private readonly Queue<PendingAppend> _bulk = new();
    private readonly int _maxBulkRows = Math.Max(1, options.MaxRowsPerCommit / 8);
    private readonly SemaphoreSlim _places = new(options.QueueLength);
    private TaskCompletionSource<bool>? _recovery;
    private Exception? _failure;
    private int _entering;
    private int _bulkRows;
    private int _taken;
    private long _takenAt;
    private bool _isGathering;
    private bool _completed;

    /// <summary>Bulk appends are gathered as long as the next one comes within this time.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest that bulk appends are gathered.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How soon behind the last commit was taken the next ones are gathered: later, nothing much is going on.</summary>
    public TimeSpan Recent { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether the writer waits for more bulk appends.</summary>
    public bool IsGathering
    {
        get
        {
            lock (_gate)
            {
                return _isGathering;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return Waiting;
            }
        }
    }

    private int Waiting => _interactive.Count + _bulk.Count;

    /// <summary>Adds an append; waits for a place while the queue is full.</summary>
    public async ValueTask EnqueueAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            await _places.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave();
            throw;
        }
        Add(append);
    }

    /// <summary>Blocks the writer thread until there is something to do; fills <paramref name="batch"/> for a commit.</summary>
    public WriterSignal Take(List<PendingAppend> batch)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_recovery is not null)
                {
                    return WriterSignal.Recover;
                }
                if (Waiting > 0)
                {
                    Gather();
                    Fill(batch);
                    (_taken, _takenAt) = (batch.Count, Stopwatch.GetTimestamp());
                    if (_taken > 0)
                    {
                        return WriterSignal.Commit;
                    }
                }
                else if (_completed && _entering == 0)
                {
                    return WriterSignal.End;
                }
                else
                {
                    Monitor.Wait(_gate);
                }
            }
        }
    }

    /// <summary>Refuses what comes from now on; gives what waited.</summary>
    public List<PendingAppend> Refuse(Exception failure)
    {
        lock (_gate)
        {
            _failure = failure;
            List<PendingAppend> waiting = [];
            Dequeue(_interactive, waiting, int.MaxValue);
            Dequeue(_bulk, waiting, int.MaxValue);
            return waiting;
        }
    }

    /// <summary>Takes work again.</summary>
    public void Accept()
    {
        lock (_gate)
        {
            _failure = null;
        }
    }

    /// <summary>Asks the writer to recover; callers who ask at the same time share the answer.</summary>
    public Task<bool> RequestRecovery()
    {
        lock (_gate)
        {
            if (_completed)
            {
                return Task.FromResult(false);
            }
            _recovery ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            Monitor.Pulse(_gate);
            return _recovery.Task;
        }
    }

    /// <summary>The writer's answer to <see cref="RequestRecovery"/>.</summary>
    public void AnswerRecovery(bool recovered)
    {
        lock (_gate)
        {
            _recovery?.SetResult(recovered);
            _recovery = null;
        }
    }

    /// <summary>Takes no more appends; those that came before are still written.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose() => _places.Dispose();

    private void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_completed, typeof(SqliteSigningJournal));
            ThrowIfFailed();
            _entering++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _entering--;
            Monitor.Pulse(_gate);
        }
    }

    private void Add(PendingAppend append)
    {
        lock (_gate)
        {
            _entering--;
            if (_failure is not null)
            {
                Monitor.Pulse(_gate);
                _places.Release();
                ThrowIfFailed();
            }
            Enqueue(append);
            instruments.Queued(1);
            if (!_isGathering || IsGathered)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Enqueue(PendingAppend append)
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

    // More can't go or can't come, somebody waits for what came, or the writer has something else to do.
    private bool IsGathered =>
        _interactive.Count > 0
        || _bulkRows >= _maxBulkRows
        || _places.CurrentCount == 0
        || _completed
        || _recovery is not null;

    private void Gather()
    {
        if (_taken < Several || Stopwatch.GetElapsedTime(_takenAt) > Recent)
        {
            return;
        }
        long start = Stopwatch.GetTimestamp();
        _isGathering = true;
        TimeSpan left = Longest;
        for (int seen = 0; !IsGathered && seen < _bulk.Count && left > TimeSpan.Zero; )
        {
            seen = _bulk.Count;
            Monitor.Wait(_gate, left < Pause ? left : Pause);
            left = Longest - Stopwatch.GetElapsedTime(start);
        }
        _isGathering = false;
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw JournalFaults.NotWritten(_failure);
        }
    }

    private void Fill(List<PendingAppend> batch)
    {
        // Somebody waits for a commit with interactive rows: then bulk takes less of it.
        int bulkRows =
            _bulk.Count == 0 ? 0
            : _interactive.Count == 0 ? _maxBulkRows
            : Math.Max(1, _maxBulkRows / 4);
        Dequeue(_interactive, batch, Math.Max(1, options.MaxRowsPerCommit - bulkRows));
        Dequeue(_bulk, batch, bulkRows);
    }

    // An append is never divided: the first one goes whatever its size.
    private void Dequeue(Queue<PendingAppend> lane, List<PendingAppend> taken, int most)
    {
        int rows = 0;
        while (lane.TryPeek(out PendingAppend? next) && (rows == 0 || next.Rows <= most - rows))
        {
            rows += next.Rows;
            lane.Dequeue();
            _bulkRows -= lane == _bulk ? next.Rows : 0;
            _places.Release();
            instruments.Queued(-1);
            if (next.TryTake())
            {
                taken.Add(next);
            }
        }
    }
}
