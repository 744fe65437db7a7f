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
}
