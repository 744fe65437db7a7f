// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>The bound of the queue, over all tokens. Bulk never takes the last eighth of it, so that it can't keep others out.</summary>
internal sealed class WaitingCount(int limit)
{
    private readonly int _bulkLimit = limit - limit / 8;
    private int _count;

    public int Value => Volatile.Read(ref _count);

    public bool TryEnter(SigningLane lane)
    {
        if (Interlocked.Increment(ref _count) <= (lane == SigningLane.Bulk ? _bulkLimit : limit))
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
