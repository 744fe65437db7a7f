// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// The places at an authority. Bulk never takes the last eighth of them; a place that becomes free goes to interactive requests
/// first, but only so often in a row while bulk waits. Thread-safe.
/// </summary>
internal sealed class AuthorityPlaces(int places) : IDisposable
{
    private const int MaximumOvertakes = 16;
    private readonly int _bulkPlaces = places - places / 8;
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _interactive = [];
    private readonly LinkedList<Waiter> _bulk = [];
    private int _inUse;
    private int _bulkInUse;
    private int _overtakes;
    private volatile bool _isDisposed;

    /// <summary>Takes a place, or waits for one.</summary>
    public async ValueTask<Place> EnterAsync(SigningLane lane, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> waiter;
        lock (_lock)
        {
            if (HasRoom(lane))
            {
                return Take(lane);
            }
            waiter = Line(lane).AddLast(new Waiter(lane));
        }
        try
        {
            return await waiter.Value.Granted.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp(waiter);
            throw;
        }
    }

    /// <summary>Lets nobody in any more.</summary>
    public void Dispose() => _isDisposed = true;

    private LinkedList<Waiter> Line(SigningLane lane) => lane == SigningLane.Bulk ? _bulk : _interactive;

    // Where there is room nobody of the lane waits: a place that becomes free is taken by the next in line before anyone else comes.
    private bool HasRoom(SigningLane lane) =>
        _inUse < places && (lane == SigningLane.Interactive || _bulkInUse < _bulkPlaces);

    private Place Take(SigningLane lane)
    {
        _inUse++;
        _bulkInUse += lane == SigningLane.Bulk ? 1 : 0;
        return new Place(this, lane);
    }

    private void GiveUp(LinkedListNode<Waiter> waiter)
    {
        lock (_lock)
        {
            if (waiter.List is { } line)
            {
                line.Remove(waiter);
                return;
            }
        }
        // It was granted in the same moment.
        Leave(waiter.Value.Lane);
    }

    private void Leave(SigningLane lane)
    {
        lock (_lock)
        {
            _inUse--;
            _bulkInUse -= lane == SigningLane.Bulk ? 1 : 0;
            while (Next() is { } next)
            {
                next.List!.Remove(next);
                next.Value.Granted.SetResult(Take(next.Value.Lane));
            }
        }
    }

    private LinkedListNode<Waiter>? Next()
    {
        var bulk = HasRoom(SigningLane.Bulk) ? _bulk.First : null;
        var interactive = HasRoom(SigningLane.Interactive) ? _interactive.First : null;
        if (interactive is null || bulk is null)
        {
            return interactive ?? bulk;
        }
        _overtakes = (_overtakes + 1) % (MaximumOvertakes + 1);
        return _overtakes == 0 ? bulk : interactive;
    }

    /// <summary>One place; given back when disposed.</summary>
    internal readonly struct Place(AuthorityPlaces places, SigningLane lane) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose() => places.Leave(lane);
    }

    private sealed class Waiter(SigningLane lane)
    {
        public SigningLane Lane => lane;

        public TaskCompletionSource<Place> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
