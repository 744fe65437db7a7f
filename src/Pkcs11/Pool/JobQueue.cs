// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The queue of one token. Callers never block on it; the token's threads do, because native calls need threads of their own
/// anyway. Its bound is <see cref="WaitingCount"/>. While closed it takes nothing.
/// </summary>
internal sealed class JobQueue
{
    private readonly object _gate = new();
    private readonly Queue<SignJob> _jobs = new();
    private bool _isOpen = true;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _jobs.Count;
            }
        }
    }

    public bool TryAdd(SignJob job)
    {
        lock (_gate)
        {
            if (_isOpen)
            {
                _jobs.Enqueue(job);
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
            while (!thread.IsStopping && _jobs.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            job = thread.IsStopping ? null : _jobs.Dequeue();
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

    /// <summary>Takes out all that waits; with <paramref name="close"/> nothing more comes in.</summary>
    public SignJob[] Drain(bool close)
    {
        lock (_gate)
        {
            _isOpen &= !close;
            var jobs = _jobs.ToArray();
            _jobs.Clear();
            return jobs;
        }
    }
}
