// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The queue of one token, in two lanes: interactive jobs overtake bulk ones that wait, but only so many in a row. Callers never block
/// on it; the token's threads do, because native calls need threads of their own anyway. Its bound is <see cref="WaitingCount"/>.
/// While closed it takes nothing.
/// </summary>
internal sealed class JobQueue
{
    /// <summary>How many interactive jobs may go before a bulk one that waits.</summary>
    public const int MaximumOvertakes = 16;

    private readonly object _gate = new();
    private readonly Queue<SignJob> _interactive = new();
    private readonly Queue<SignJob> _bulk = new();
    private int _overtakes;
    private bool _isOpen = true;

    /// <summary>How many jobs a new one of this lane would find before it.</summary>
    public int CountAhead(SigningLane lane)
    {
        lock (_gate)
        {
            return _interactive.Count + (lane == SigningLane.Bulk ? _bulk.Count : 0);
        }
    }

    public bool TryAdd(SignJob job)
    {
        lock (_gate)
        {
            if (_isOpen)
            {
                (job.Lane == SigningLane.Bulk ? _bulk : _interactive).Enqueue(job);
                Monitor.Pulse(_gate);
            }

            return _isOpen;
        }
    }

    /// <summary>Blocks until there is a job, or <paramref name="thread"/> is asked to stop.</summary>
    public bool TryTake(SessionThread thread, [NotNullWhen(true)] out SignJob? job)
    {
        lock (_gate)
        {
            while (!thread.IsStopping && _interactive.Count + _bulk.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            job = thread.IsStopping ? null : Next();
            return job is not null;
        }
    }

    /// <summary>Wakes every thread, after one was asked to stop.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    public void Open()
    {
        lock (_gate)
        {
            _isOpen = true;
        }
    }

    /// <summary>Takes out all that waits, interactive jobs first; with <paramref name="close"/> nothing more comes in.</summary>
    public SignJob[] Drain(bool close)
    {
        lock (_gate)
        {
            _isOpen &= !close;
            SignJob[] jobs = [.. _interactive, .. _bulk];
            _interactive.Clear();
            _bulk.Clear();
            return jobs;
        }
    }

    private SignJob Next()
    {
        if (_bulk.Count == 0)
        {
            _overtakes = 0;
            return _interactive.Dequeue();
        }

        if (_interactive.Count > 0 && _overtakes < MaximumOvertakes)
        {
            _overtakes++;
            return _interactive.Dequeue();
        }

        _overtakes = 0;
        return _bulk.Dequeue();
    }
}
