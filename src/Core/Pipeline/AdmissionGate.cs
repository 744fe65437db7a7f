// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// Bounds the documents on their way. Some places are kept for interactive requests, and a place that becomes free goes to them
/// first, so that they are refused only when they fill the server by themselves. Items of streams wait; the client with the fewest
/// places is next. Thread-safe.
/// </summary>
/// <param name="places">How many documents may be on their way.</param>
/// <param name="interactivePlaces">How many of them bulk never takes; at most half.</param>
internal sealed class AdmissionGate(int places, int interactivePlaces) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _interactive = [];
    private readonly BulkShares _shares = new();
    private readonly int _bulkPlaces = places - Math.Min(interactivePlaces, places / 2);
    private int _inFlight;
    private int _bulk;
    private volatile bool _isDisposed;

    /// <summary>How many documents are on their way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Whether interactive documents alone fill it, so that the next one is refused.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _inFlight - _bulk + _interactive.Count >= places;
            }
        }
    }

    /// <summary>Takes a place, or waits for one.</summary>
    /// <param name="lane">Interactive or bulk.</param>
    /// <param name="client">Whose document it is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.Overloaded"/>: interactive requests alone fill the server.</exception>
    public ValueTask<Place> EnterAsync(SigningLane lane, string client, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Place>(cancellationToken);
        }
        Waiter waiter;
        lock (_lock)
        {
            var share = lane == SigningLane.Bulk ? _shares.Of(client) : null;
            if (HasRoom(share))
            {
                return new ValueTask<Place>(Take(share));
            }
            if (share is null && _inFlight - _bulk + _interactive.Count >= places)
            {
                throw new SigningException(
                    SigningErrorKind.Overloaded,
                    "The server is at its limit; try again shortly."
                )
                {
                    RetryAfter = RetryAfter,
                };
            }
            waiter = new Waiter(share);
            waiter.Node = (share?.Waiting ?? _interactive).AddLast(waiter);
        }
        return WaitAsync(waiter, cancellationToken);
    }

    /// <summary>Lets nobody in any more.</summary>
    public void Dispose() => _isDisposed = true;

    // Where there is room nobody waits: a place that becomes free is taken by the next in line before anyone else comes.
    private bool HasRoom(BulkShare? share) => _inFlight < places && (share is null || _bulk < _bulkPlaces);

    private async ValueTask<Place> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Granted.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp(waiter);
            throw;
        }
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Node!.List is { } line)
            {
                line.Remove(waiter.Node);
                _shares.Forget(waiter.Share);
                return;
            }
        }
        // It was granted in the same moment.
        Leave(waiter.Share);
    }

    private Place Take(BulkShare? share)
    {
        _inFlight++;
        if (share is not null)
        {
            _bulk++;
            _shares.Took(share);
        }
        return new Place(this, share);
    }

    private void Leave(BulkShare? share)
    {
        lock (_lock)
        {
            _inFlight--;
            if (share is not null)
            {
                _bulk--;
                share.InUse--;
                _shares.Forget(share);
            }
            while (_inFlight < places && Next() is { } next)
            {
                next.List!.Remove(next);
                next.Value.Granted.SetResult(Take(next.Value.Share));
            }
        }
    }

    private LinkedListNode<Waiter>? Next() =>
        _interactive.First ?? (_bulk < _bulkPlaces ? _shares.Next()?.Waiting.First : null);

    /// <summary>One document's place; given back when disposed.</summary>
    internal readonly struct Place(AdmissionGate gate, BulkShare? share) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose() => gate.Leave(share);
    }

    /// <summary>Somebody who waits.</summary>
    internal sealed class Waiter(BulkShare? share)
    {
        /// <summary>Null for an interactive request.</summary>
        public BulkShare? Share => share;

        /// <summary>Where it stands in line; in no line once it was granted.</summary>
        public LinkedListNode<Waiter>? Node { get; set; }

        /// <summary>Ends with its place.</summary>
        public TaskCompletionSource<Place> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
