// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// The bytes of documents that all streams together may hold. How long they are held is the clients' doing as well, who may send and
/// read slowly; so nobody waits for what another holds beyond its share: a client that holds nothing gets room for a document at once,
/// and so does one that holds no more than an equal share with it. Beyond that it waits until there is room among all. Who holds least
/// is next; documents of one client keep their order, so that a large one is not passed by small ones for ever. A client alone has all
/// the room; what n clients can hold together is (1 + 1/2 + … + 1/n) times that, or a document each. Thread-safe.
/// </summary>
internal sealed class SharedBudget(long maxBytes)
{
    private readonly Lock _lock = new();

    // Of those who hold something or wait, and of no others: they share the room.
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private long _used;
    private long _turns;
    private int _waiting;

    /// <summary>The bytes that are held.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Waits for room for one document of a client, which holds it until <see cref="Give"/>; nobody waits for nothing.</summary>
    public async ValueTask TakeAsync(string client, long bytes, CancellationToken cancellationToken)
    {
        if (bytes == 0)
        {
            return;
        }
        LinkedListNode<Waiter> place;
        lock (_lock)
        {
            var share = ShareOf(client);
            if (share.Line.Count == 0 && (IsWithin(share, bytes) || (_waiting == 0 && _used + bytes <= maxBytes)))
            {
                Take(share, bytes);
                return;
            }
            _waiting++;
            place = share.Line.AddLast(new Waiter(bytes, ++_turns));
            // It may be next before those who wait already.
            Grant();
        }
        try
        {
            await place.Value.Granted.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(client, place);
            throw;
        }
    }

    /// <summary>Gives the room of one document back.</summary>
    public void Give(string client, long bytes)
    {
        if (bytes == 0)
        {
            return;
        }
        lock (_lock)
        {
            Return(_shares[client], bytes);
            Grant();
        }
    }

    private void Leave(string client, LinkedListNode<Waiter> place)
    {
        lock (_lock)
        {
            var share = _shares[client];
            if (place.List is null)
            {
                // It was granted in the same moment.
                Return(share, place.Value.Bytes);
            }
            else
            {
                share.Line.Remove(place);
                _waiting--;
                Forget(share);
            }
            Grant();
        }
    }

    private void Grant()
    {
        while (_waiting > 0 && Next() is { } share)
        {
            var waiter = share.Line.First!.Value;
            share.Line.RemoveFirst();
            _waiting--;
            Take(share, waiter.Bytes);
            waiter.Granted.SetResult();
        }
    }

    // Null when there is room for none.
    private Share? Next()
    {
        Share? least = null;
        foreach (var share in _shares.Values)
        {
            if (share.Line.First is not { Value: var first })
            {
                continue;
            }
            if (IsWithin(share, first.Bytes))
            {
                return share;
            }
            if (least is null || (share.Bytes, first.Turn).CompareTo((least.Bytes, least.Line.First!.Value.Turn)) < 0)
            {
                least = share;
            }
        }
        return _used + least?.Line.First!.Value.Bytes <= maxBytes ? least : null;
    }

    private bool IsWithin(Share share, long bytes) =>
        share.Bytes == 0 || share.Bytes + bytes <= maxBytes / _shares.Count;

    private void Take(Share share, long bytes)
    {
        _used += bytes;
        share.Bytes += bytes;
    }

    private void Return(Share share, long bytes)
    {
        _used -= bytes;
        share.Bytes -= bytes;
        Forget(share);
    }

    private Share ShareOf(string client)
    {
        if (!_shares.TryGetValue(client, out var share))
        {
            _shares.Add(client, share = new Share(client));
        }
        return share;
    }

    private void Forget(Share share)
    {
        if (share is { Bytes: 0, Line.Count: 0 })
        {
            _shares.Remove(share.Client);
        }
    }

    private sealed class Share(string client)
    {
        public string Client => client;

        public long Bytes { get; set; }

        public LinkedList<Waiter> Line { get; } = [];
    }

    private sealed record Waiter(long Bytes, long Turn)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
