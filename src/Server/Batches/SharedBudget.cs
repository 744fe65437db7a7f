// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// The bytes of documents that all streams together may hold. Whoever finds no room waits in line, so that a large document is not
/// passed by small ones for ever; nobody waits here while holding something. Thread-safe.
/// </summary>
internal sealed class SharedBudget(long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _line = [];
    private long _used;

    /// <summary>The bytes that are held.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Waits for room; what is larger than the whole allowance gets it when nothing else is held.</summary>
    public async ValueTask TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> place;
        lock (_lock)
        {
            if (_line.Count == 0 && Fits(bytes))
            {
                _used += bytes;
                return;
            }
            place = _line.AddLast(new Waiter(bytes));
        }
        try
        {
            await place.Value.Granted.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(place);
            throw;
        }
    }

    /// <summary>Gives room back.</summary>
    public void Give(long bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            Grant();
        }
    }

    private void Leave(LinkedListNode<Waiter> place)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                // It was granted in the same moment.
                _used -= place.Value.Bytes;
            }
            else
            {
                _line.Remove(place);
            }
            Grant();
        }
    }

    private void Grant()
    {
        while (_line.First is { } first && Fits(first.Value.Bytes))
        {
            _line.RemoveFirst();
            _used += first.Value.Bytes;
            first.Value.Granted.SetResult();
        }
    }

    private bool Fits(long bytes) => bytes == 0 || _used == 0 || _used + bytes <= maxBytes;

    private sealed record Waiter(long Bytes)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
