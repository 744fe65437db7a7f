// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// How long work waits for a thread of the pool: every step of every call stands in that line, and it is the one that grows when the
/// processors are what is short. Seen by a timer, whose callbacks stand in it as well; in the time of the system, since what is
/// measured is the machine.
/// </summary>
internal sealed class PoolDelay : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly ITimer _timer;
    private long _due;
    private long _delayTicks;

    public PoolDelay()
    {
        _due = _time.GetTimestamp();
        _timer = _time.CreateTimer(_ => Arrive(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>As the last one saw it, or as long as the next one is late already.</summary>
    public TimeSpan Value
    {
        get
        {
            var late = _time.GetElapsedTime(Interlocked.Read(ref _due)) - Period;
            var last = TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
            return late > last ? late : last;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arrive()
    {
        var late = _time.GetElapsedTime(Interlocked.Read(ref _due)) - Period;
        Interlocked.Exchange(ref _delayTicks, Math.Max(0, late.Ticks));
        Interlocked.Exchange(ref _due, _time.GetTimestamp());
        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }
}
