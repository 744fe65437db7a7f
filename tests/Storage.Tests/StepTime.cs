// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

/// <summary>A clock that stands until the test moves it; tells when somebody begins to wait for a time.</summary>
internal sealed class StepTime : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<StepTimer> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Asked)> _awaited = [];
    private TimeSpan _passed;

    public override DateTimeOffset GetUtcNow() => Samples.SigningTime + _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    /// <summary>Ends when a timer of that time is set, or is there already.</summary>
    public Task TimerOf(TimeSpan due)
    {
        lock (_gate)
        {
            if (_timers.Exists(t => t.Due == due && t.IsSet))
            {
                return Task.CompletedTask;
            }
            TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((due, asked));
            return asked.Task;
        }
    }

    public void Advance(TimeSpan time)
    {
        List<StepTimer> due;
        lock (_gate)
        {
            _passed += time;
            due = [.. _timers.Where(t => t.IsSet && t.At <= _passed)];
            due.ForEach(static t => t.IsSet = false);
        }
        due.ForEach(static t => t.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        StepTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class StepTimer(StepTime time, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public TimeSpan At { get; private set; }

        public bool IsSet { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                (Due, At) = (dueTime, time._passed + dueTime);
                IsSet = dueTime >= TimeSpan.Zero;
                time._timers.Add(this);
                foreach ((TimeSpan due, TaskCompletionSource asked) in time._awaited)
                {
                    if (due == dueTime)
                    {
                        asked.TrySetResult();
                    }
                }
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
