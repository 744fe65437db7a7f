// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The queue of one token, in two lanes: interactive jobs overtake bulk ones that wait, but only so many in a row. Of each type of
/// key only as many jobs are signed at the same time as the <see cref="SessionPlan"/> says. Callers never block on it; the token's
/// threads do, because native calls need threads of their own anyway. Its bound is <see cref="WaitingCount"/>. While closed it
/// takes nothing.
/// </summary>
internal sealed class JobQueue(SessionPlan plan)
{
    /// <summary>How many interactive jobs may go before a bulk one that waits.</summary>
    public const int MaximumOvertakes = 16;

    private readonly object _gate = new();
    private readonly JobLane _interactive = new();
    private readonly JobLane _bulk = new();
    private readonly int[] _running = new int[KeyFamilies.Count];
    private SessionPlan _plan = plan;
    private int _idle;
    private int _overtakes;
    private bool _isOpen = true;

    /// <summary>How many sessions sign at the same time.</summary>
    public SessionPlan Plan
    {
        get => Volatile.Read(ref _plan);
        set
        {
            Volatile.Write(ref _plan, value);
            Wake();
        }
    }

    /// <summary>How many jobs a new one of this lane would find before it.</summary>
    public int CountAhead(SigningLane lane)
    {
        lock (_gate)
        {
            return _interactive.Count + (lane == SigningLane.Bulk ? _bulk.Count : 0);
        }
    }

    /// <summary>When the oldest interactive job came; null when none waits.</summary>
    public long? OldestInteractive
    {
        get
        {
            lock (_gate)
            {
                return _interactive.OldestAt;
            }
        }
    }

    public bool TryAdd(SignJob job)
    {
        lock (_gate)
        {
            if (_isOpen)
            {
                (job.Lane == SigningLane.Bulk ? _bulk : _interactive).Add(job);
                WakeIdle();
            }

            return _isOpen;
        }
    }

    /// <summary>
    /// Gives back the turn of the job before, if any, and blocks until there is another job, or <paramref name="turn"/> is asked to stop.
    /// </summary>
    public bool TryTake(SessionTurn turn, [NotNullWhen(true)] out SignJob? job)
    {
        lock (_gate)
        {
            EndTurn(turn);
            job = null;
            while (!turn.IsStopping && (job = Next()) is null)
            {
                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }

            if (job is not null)
            {
                _running[(int)job.Family]++;
                turn.Family = job.Family;
            }

            // Also of a thread that stops: its turn may be what another one waits for.
            WakeIdle();
            return job is not null;
        }
    }

    /// <summary>The thread hangs in a call: it won't come back for its turn to end.</summary>
    public void Abandon(SessionTurn turn)
    {
        lock (_gate)
        {
            EndTurn(turn);
            WakeIdle();
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
            return [.. _interactive.Drain(), .. _bulk.Drain()];
        }
    }

    /// <summary>Takes out what nobody waits for any more, and what came before a time.</summary>
    public List<SignJob> TakeStale(long timestamp)
    {
        var stale = new List<SignJob>();
        lock (_gate)
        {
            _interactive.TakeStale(timestamp, stale);
            _bulk.TakeStale(timestamp, stale);
        }

        return stale;
    }

    private void EndTurn(SessionTurn turn)
    {
        if (turn.Family is { } family)
        {
            _running[(int)family]--;
            turn.Family = null;
        }
    }

    // Whoever is woken in vain has cost two switches of threads, which is more than a small signature's share.
    private void WakeIdle()
    {
        if (_idle > 0 && (IsNext(KeyFamily.Rsa) || IsNext(KeyFamily.Ec)))
        {
            Monitor.Pulse(_gate);
        }
    }

    private bool IsNext(KeyFamily family) => HasTurn(family) && (_interactive.Has(family) || _bulk.Has(family));

    private bool HasTurn(KeyFamily family) => _running[(int)family] < _plan[family];

    private SignJob? Next()
    {
        var (rsa, ec) = (HasTurn(KeyFamily.Rsa), HasTurn(KeyFamily.Ec));
        var isBulkDue = _overtakes >= MaximumOvertakes;
        if (!isBulkDue && _interactive.Take(rsa, ec) is { } interactive)
        {
            _overtakes = _bulk.Count == 0 ? 0 : _overtakes + 1;
            return interactive;
        }

        if (_bulk.Take(rsa, ec) is { } bulk)
        {
            _overtakes = 0;
            return bulk;
        }

        return isBulkDue ? _interactive.Take(rsa, ec) : null;
    }
}
