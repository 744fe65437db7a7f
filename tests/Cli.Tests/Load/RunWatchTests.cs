// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Where slices of a run end.</summary>
public sealed class RunWatchTests
{
    [Theory]
    [InlineData(2.02, 2)]
    [InlineData(2.6, 3)]
    [InlineData(0.2, 1)]
    public async Task Run_WhenItEnds_HasNoSliceOfAMoment(double seconds, int slices)
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var timeline = new LoadTimeline();
        using var watch = new RunWatch(new NoMeter(), new RunClock(time), timeline, stages: null);
        var run = watch.RunAsync(TimeSpan.Zero, TimeSpan.FromSeconds(1), static _ => { }, CancellationToken.None);
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            var step = left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
            var (before, isWhole) = (timeline.Slices.Count, step == TimeSpan.FromSeconds(1));
            time.Advance(step);
            Assert.True(SpinWait.SpinUntil(() => !isWhole || timeline.Slices.Count > before, TimeSpan.FromSeconds(30)));
        }

        // The documents that were in flight.
        for (var i = 0; i < 32; i++)
        {
            timeline.Began();
            timeline.Record(TimeSpan.FromMilliseconds(1), isOk: true);
        }
        watch.End();
        await run;

        Assert.Equal(slices, timeline.Slices.Count);
        Assert.True(slices != 2 || timeline.Slices.All(static slice => slice.DocumentsPerSecond == 0));
    }

    [Fact]
    public async Task Run_WhenItIsOverAtOnce_HasASlice()
    {
        var timeline = new LoadTimeline();
        var clock = new RunClock(new ManualTimeProvider(DateTimeOffset.UnixEpoch));
        using var watch = new RunWatch(new NoMeter(), clock, timeline, stages: null);
        watch.End();

        await watch.RunAsync(TimeSpan.Zero, TimeSpan.FromSeconds(1), static _ => { }, CancellationToken.None);

        Assert.Single(timeline.Slices);
    }

    [Theory]
    [InlineData(3.0, true)]
    [InlineData(null, false)]
    [InlineData(0.5, false)]
    public async Task Used_WhenTheEndWasNotReadOrIsAnothers_IsUnknown(double? cpuAtTheEnd, bool isKnown)
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        ReadingMeter meter = new(
            Reading(0.5, rss: 900),
            Reading(1, rss: 100),
            cpuAtTheEnd is { } cpu ? Reading(cpu, rss: 200) : null
        );
        using var watch = new RunWatch(meter, new RunClock(time), new LoadTimeline(), stages: null);
        var run = watch.RunAsync(Second, Second, static _ => { }, CancellationToken.None);
        time.Advance(Second);
        Assert.True(SpinWait.SpinUntil(() => meter.Read == 2 && time.PendingTimers > 0, TimeSpan.FromSeconds(30)));
        time.Advance(Second);
        Assert.True(SpinWait.SpinUntil(() => meter.Read == 3 && time.PendingTimers > 0, TimeSpan.FromSeconds(30)));
        watch.End();
        await run;

        Assert.Equal(isKnown ? 2.0 : null, watch.Used?.CpuSeconds);
        // Not the 900 of the warm-up.
        Assert.Equal(isKnown || cpuAtTheEnd is not null ? 200 : 100, watch.PeakRssBytes);
    }

    private static TimeSpan Second => TimeSpan.FromSeconds(1);

    private static ServerReading Reading(double cpu, long rss) => new(cpu, 0, rss, null);

    /// <summary>Gives readings one after the other, and the last one again and again.</summary>
    private sealed class ReadingMeter(params ServerReading?[] readings) : IServerMeter
    {
        private int _read;

        public string Method => "by hand";

        public int Read => Volatile.Read(ref _read);

        public Task<ServerReading?> ReadAsync(CancellationToken cancellationToken) =>
            Task.FromResult(readings[Math.Min(Interlocked.Increment(ref _read), readings.Length) - 1]);
    }
}
