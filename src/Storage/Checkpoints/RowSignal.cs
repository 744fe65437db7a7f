// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Lets one task wait until the journal has come to a row. Costs the writer thread a comparison for each commit.</summary>
internal sealed class RowSignal : IDisposable
{
    private readonly SqliteSigningJournal _journal;
    private readonly object _gate = new();
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _awaited = long.MaxValue;

    public RowSignal(SqliteSigningJournal journal)
    {
        _journal = journal;
        journal.Committed += Committed;
    }

    /// <summary>Ends when the row is there, or the time is up.</summary>
    public async Task WaitAsync(long sequence, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Reached(sequence).WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return;
        }
    }

    public void Dispose() => _journal.Committed -= Committed;

    private Task Reached(long sequence)
    {
        lock (_gate)
        {
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _awaited, sequence);
        }
        Committed(_journal.Head);
        return _reached.Task;
    }

    private void Committed(JournalHead head)
    {
        if (head.Sequence < Volatile.Read(ref _awaited))
        {
            return;
        }
        lock (_gate)
        {
            if (head.Sequence >= _awaited)
            {
                _awaited = long.MaxValue;
                _reached.TrySetResult();
            }
        }
    }
}
