// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// The shares of all clients in the places for bulk. Next is who holds the fewest, then who waited longest for a turn: clients that
/// send without end come to hold equally many, however many streams or documents each has. The owner locks.
/// </summary>
internal sealed class BulkShares
{
    private readonly Dictionary<string, BulkShare> _shares = new(StringComparer.Ordinal);
    private long _turns;

    /// <summary>The share of a client.</summary>
    public BulkShare Of(string client)
    {
        if (!_shares.TryGetValue(client, out var share))
        {
            _shares.Add(client, share = new BulkShare(client));
        }
        return share;
    }

    /// <summary>The client whose turn it is; null when none waits.</summary>
    public BulkShare? Next()
    {
        BulkShare? next = null;
        foreach (var share in _shares.Values)
        {
            if (
                share.Waiting.Count > 0
                && (next is null || (share.InUse, share.LastTurn).CompareTo((next.InUse, next.LastTurn)) < 0)
            )
            {
                next = share;
            }
        }
        return next;
    }

    /// <summary>A client got a place.</summary>
    public void Took(BulkShare share)
    {
        share.InUse++;
        share.LastTurn = ++_turns;
    }

    /// <summary>Drops a share that neither holds nor waits for anything.</summary>
    public void Forget(BulkShare? share)
    {
        if (share is { InUse: 0, Waiting.Count: 0 })
        {
            _shares.Remove(share.Client);
        }
    }
}
