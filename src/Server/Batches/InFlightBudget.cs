// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// Counts the items and bytes in flight on one stream. One reader waits on it; any thread gives back. An item takes all
/// its bytes at once, so two items never wait for each other.
/// </summary>
internal sealed class InFlightBudget(int maxItems, long maxBytes)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _items;
    private long _bytes;

    /// <summary>How many items are in flight.</summary>
    public int Items
    {
        get
        {
            lock (_lock)
            {
                return _items;
            }
        }
    }

    /// <summary>Waits until the item fits; an item larger than the whole allowance fits when it is alone.</summary>
    public async ValueTask TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        while (!TryTake(bytes, out var changed))
        {
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives an item's place back.</summary>
    public void Give(long bytes)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            _items--;
            _bytes -= bytes;
            (signal, _changed) = (_changed, NewSignal());
        }
        signal.TrySetResult();
    }

    /// <summary>Ends when nothing is in flight.</summary>
    public async Task WhenIdleAsync()
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_items == 0)
                {
                    return;
                }
                changed = _changed.Task;
            }
            await changed;
        }
    }

    private bool TryTake(long bytes, out Task changed)
    {
        lock (_lock)
        {
            changed = _changed.Task;
            if (_items > 0 && (_items >= maxItems || _bytes + bytes > maxBytes))
            {
                return false;
            }
            _items++;
            _bytes += bytes;
            return true;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
