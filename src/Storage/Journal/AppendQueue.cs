// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// The bounded queue between many callers, who wait without a thread, and the one writer thread, which blocks on a monitor: neither
/// side needs the thread pool to make progress. Which appends go first is the rule of <see cref="AppendLanes"/>, when the writer
/// waits for more of them that of <see cref="BulkGathering"/>: both are used under this queue's monitor alone.
/// </summary>
internal sealed class AppendQueue(
    JournalOptions options,
    JournalInstruments instruments,
    BulkGathering? gathering = null
) : IDisposable
{
    private readonly object _gate = new();
    private readonly BulkGathering _gathering = gathering ?? new BulkGathering();
    private readonly AppendLanes _lanes = new(options.MaxRowsPerCommit);
    private readonly SemaphoreSlim _places = new(options.QueueLength);
    private TaskCompletionSource<bool>? _recovery;
    private Exception? _failure;
    private int _entering;
    private bool _completed;

    /// <summary>Whether the writer waits for more bulk appends.</summary>
    public bool IsGathering
    {
        get
        {
            lock (_gate)
            {
                return _gathering.IsUnderWay;
            }
        }
    }

    /// <summary>How many documents are on their way, for the rule of the gathering. To be set before there is work.</summary>
    public Func<int> DocumentsOnTheWay
    {
        set
        {
            lock (_gate)
            {
                _gathering.OnTheWay = value;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _lanes.Count;
            }
        }
    }

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
                if (_lanes.Count > 0)
                {
                    Gather();
                    Free(_lanes.Fill(batch));
                    _gathering.NoteTaken(batch.Count);
                    if (batch.Count > 0)
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
            Free(_lanes.Empty(waiting));
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
            _lanes.Add(append);
            instruments.Queued(1);
            if (!_gathering.IsUnderWay || IsGathered)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    // More can't go or can't come, somebody waits for what came, or the writer has something else to do.
    private bool IsGathered =>
        _lanes.HasInteractive || _lanes.IsBulkFull || _places.CurrentCount == 0 || _completed || _recovery is not null;

    private void Gather()
    {
        if (!_gathering.TryBegin())
        {
            return;
        }
        while (!IsGathered && _gathering.GoesOn(_lanes.Bulk, out TimeSpan pause))
        {
            Monitor.Wait(_gate, pause);
        }
        _gathering.End();
    }

    // Appends that left the lanes give their places to others.
    private void Free(int places)
    {
        if (places > 0)
        {
            _places.Release(places);
            instruments.Queued(-places);
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw JournalFaults.NotWritten(_failure);
        }
    }
}
