// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>
/// What the loops see of a server that stalls. Real time, where nothing else is said: slower machines only make latencies longer.
/// </summary>
public sealed class LoadLoopTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task RunOpen_WhenTheServerStalls_EachDocumentThatWasDueMeanwhileWaits()
    {
        var run = new Run(new StallingTarget(Stall));

        await run.Loop.RunOpenAsync(
            ArrivalCurve.Constant(200, TimeSpan.FromSeconds(0.5), TimeSpan.Zero),
            CancellationToken.None
        );

        // 100 were due; the first 80 within the stall, one each 5 ms: 40 of them had to wait 200 ms or more.
        Assert.Equal(100, run.Recorder.Documents);
        Assert.True(run.Recorder.Latencies.Quantile(0.6) >= TimeSpan.FromMilliseconds(190));
        Assert.True(run.Recorder.Latencies.Max >= TimeSpan.FromMilliseconds(380));
        Assert.Equal(0, run.Timeline.InFlight);
    }

    [Fact]
    public async Task RunOpen_WhenItIsBehindItsTimesAndCancelled_Ends()
    {
        using var end = new CancellationTokenSource();
        var run = new Run(new CancellingTarget(end), maxOutstanding: 10);

        // Far more than any machine begins in that time: it never waits for one that is due.
        var loop = run.Loop.RunOpenAsync(
            ArrivalCurve.Constant(100_000_000, TimeSpan.FromMinutes(1), TimeSpan.Zero),
            end.Token
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task RunClosed_WhenTheServerStalls_OnlyThoseThatWereSentWait()
    {
        var target = new StallingTarget(Stall);
        var run = new Run(target);

        await run.Loop.RunClosedAsync(
            2,
            Scenario(TimeSpan.FromSeconds(20)) with
            {
                MaxDocuments = 100,
            },
            CancellationToken.None
        );

        Assert.Equal(100, run.Recorder.Documents);
        Assert.True(run.Recorder.Latencies.Quantile(0.98) < Stall, "98 of 100 were sent after the stall");
        Assert.True(run.Recorder.Latencies.Max >= TimeSpan.FromMilliseconds(380));
        Assert.Equal(2, target.MostAtOnce);
    }

    [Fact]
    public async Task RunClosed_WhenTheRampIsLongerThanTheRun_EndsWithTheRun()
    {
        var target = new StallingTarget(TimeSpan.Zero);
        var run = new Run(target);

        var loop = run.Loop.RunClosedAsync(
            4,
            Scenario(TimeSpan.FromMilliseconds(200)) with
            {
                Ramp = TimeSpan.FromMinutes(10),
            },
            CancellationToken.None
        );

        await loop.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, target.MostAtOnce);
    }

    [Fact]
    public async Task RunClosed_WhenTheServerSaysWhenToTryAgain_WaitsSoLong()
    {
        var target = new RefusingTarget(refusals: 3, TimeSpan.FromMilliseconds(100));
        var run = new Run(target);

        await run.Loop.RunClosedAsync(
            1,
            Scenario(TimeSpan.FromSeconds(20)) with
            {
                MaxDocuments = 5,
            },
            CancellationToken.None
        );

        var sent = target.Sent.ToList();
        Assert.Equal(5, sent.Count);
        // Timers count in ticks of some milliseconds.
        Assert.All(Enumerable.Range(1, 3), i => Assert.True(sent[i] - sent[i - 1] >= TimeSpan.FromMilliseconds(80)));
    }

    [Fact]
    public async Task RunClosed_WhenTryingAgainMakesSenseOnlyAfterTheEnd_SendsNoMore()
    {
        var target = new RefusingTarget(refusals: int.MaxValue, TimeSpan.FromMinutes(5));
        var run = new Run(target);

        await run.Loop.RunClosedAsync(1, Scenario(TimeSpan.FromSeconds(20)), CancellationToken.None);

        Assert.Single(target.Sent);
    }

    [Fact]
    public async Task RunOpen_WhenItIsGivenUpWhileItWaits_EndsAtOnce()
    {
        var run = new Run(new StallingTarget(TimeSpan.Zero));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var curve = ArrivalCurve.Constant(0.01, TimeSpan.FromMinutes(10), TimeSpan.Zero);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            run.Loop.RunOpenAsync(curve, stop.Token).WaitAsync(TimeSpan.FromMinutes(1))
        );
    }

    [Fact]
    public async Task RunOpen_WhenDocumentsAreDue_SendsNoneBefore()
    {
        var target = new StallingTarget(TimeSpan.Zero);
        var run = new Run(target);
        var curve = ArrivalCurve.Constant(100, TimeSpan.FromSeconds(0.3), TimeSpan.Zero);

        await run.Loop.RunOpenAsync(curve, CancellationToken.None);

        Assert.Equal(30, target.Sent.Count);
        // Calls begin on several threads, so their order may differ by a little; their times may not.
        var sent = target.Sent.Order().ToList();
        Assert.All(sent.Index(), s => Assert.True(s.Item >= curve.TimeOf(s.Index)!.Value));
    }

    [Fact]
    public async Task RunOpen_WhenTooManyWait_DoesNotSendMoreAndSaysSo()
    {
        var run = new Run(new StallingTarget(Stall), maxOutstanding: 3);

        await run.Loop.RunOpenAsync(
            ArrivalCurve.Constant(100, TimeSpan.FromSeconds(0.2), TimeSpan.Zero),
            CancellationToken.None
        );

        Assert.Equal(3, run.Recorder.Documents);
        Assert.Equal(17, run.Recorder.Errors);
        Assert.Equal(17, run.Recorder.Statuses[LoadOutcome.NotSent]);
    }

    [Fact]
    public async Task RunClosed_WhenThereIsAWarmUp_MeasuresWhatCameAfterIt()
    {
        var target = new StallingTarget(TimeSpan.FromMilliseconds(1));
        var run = new Run(target, warmUp: TimeSpan.FromSeconds(1));

        // Long, for a pool that is busy with other tests: what is looked at is whether anything came, and when.
        await run.Loop.RunClosedAsync(
            1,
            Scenario(TimeSpan.FromSeconds(2)) with
            {
                WarmUp = TimeSpan.FromSeconds(1),
            },
            CancellationToken.None
        );

        Assert.InRange(run.Recorder.Documents, 1, target.Sent.Count - 1);
        Assert.True(run.Recorder.LastEnd >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task RunClosed_WhenACountIsAskedForAfterAWarmUp_SendsSoManyMore()
    {
        // Only documents move the time, so however late the callers begin, the warm-up is there for them.
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var target = new TimeTakingTarget(time, TimeSpan.FromMilliseconds(10));
        var run = new Run(target, warmUp: TimeSpan.FromMilliseconds(150), time: time);

        await run.Loop.RunClosedAsync(
            2,
            Scenario(TimeSpan.FromSeconds(20)) with
            {
                WarmUp = TimeSpan.FromMilliseconds(150),
                MaxDocuments = 40,
            },
            CancellationToken.None
        );

        Assert.Equal(40, run.Recorder.Documents);
        // 15 in the warm-up, and one more where the other caller had looked at the clock as well.
        Assert.InRange(target.Sent, 55, 56);
    }

    [Fact]
    public async Task RunOpen_WhenATargetItselfIsBroken_Fails()
    {
        var run = new Run(new BrokenTarget());

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            run.Loop.RunOpenAsync(
                ArrivalCurve.Constant(100, TimeSpan.FromMilliseconds(50), TimeSpan.Zero),
                CancellationToken.None
            )
        );
    }

    private static LoadScenario Scenario(TimeSpan duration) =>
        new()
        {
            Name = "test",
            Flows = [],
            Duration = duration,
            WarmUp = TimeSpan.Zero,
        };

    private sealed class Run
    {
        public Run(ILoadTarget target, TimeSpan warmUp = default, int maxOutstanding = 1000, TimeProvider? time = null)
        {
            Recorder = new FlowRecorder(warmUp, Timeline);
            var clock = new RunClock(time ?? TimeProvider.System);
            if (target is IClockedTarget clocked)
            {
                clocked.Clock = clock;
            }
            Loop = new LoadLoop(target, [new byte[1]], Recorder, Timeline, clock) { MaxOutstanding = maxOutstanding };
        }

        public LoadTimeline Timeline { get; } = new();

        public FlowRecorder Recorder { get; }

        public LoadLoop Loop { get; }
    }

    private interface IClockedTarget : ILoadTarget
    {
        RunClock Clock { set; }
    }

    /// <summary>The first document that comes ends the run.</summary>
    private sealed class CancellingTarget(CancellationTokenSource end) : ILoadTarget
    {
        public async Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
        {
            await end.CancelAsync();
            return new LoadOutcome(LoadOutcome.Ok);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Answers nothing for a time after the first document came, then at once.</summary>
    private sealed class StallingTarget(TimeSpan stall) : IClockedTarget
    {
        private readonly Lock _lock = new();
        private Task? _stalled;
        private int _now;

        public RunClock Clock { get; set; } = null!;

        public List<TimeSpan> Sent { get; } = [];

        public int MostAtOnce { get; private set; }

        public async Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Sent.Add(Clock.Now);
                _stalled ??= Task.Delay(stall, cancellationToken);
                MostAtOnce = Math.Max(MostAtOnce, ++_now);
            }
            await _stalled;
            lock (_lock)
            {
                _now--;
            }
            return new LoadOutcome(LoadOutcome.Ok);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Refuses the first documents, as a server does that is full.</summary>
    private sealed class RefusingTarget(int refusals, TimeSpan retryAfter) : IClockedTarget
    {
        private int _sent;

        public RunClock Clock { get; set; } = null!;

        public ConcurrentQueue<TimeSpan> Sent { get; } = [];

        public Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
        {
            Sent.Enqueue(Clock.Now);
            return Task.FromResult(
                Interlocked.Increment(ref _sent) <= refusals
                    ? new LoadOutcome("OVERLOADED") { RetryAfter = retryAfter }
                    : new LoadOutcome(LoadOutcome.Ok)
            );
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Each document takes time, and nothing else does.</summary>
    private sealed class TimeTakingTarget(ManualTimeProvider time, TimeSpan each) : ILoadTarget
    {
        private int _sent;

        public int Sent => Volatile.Read(ref _sent);

        public Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sent);
            time.Advance(each);
            return Task.FromResult(new LoadOutcome(LoadOutcome.Ok));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class BrokenTarget : ILoadTarget
    {
        public Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("broken");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
