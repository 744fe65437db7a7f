// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

/// <summary>A result that was not measured, to be written.</summary>
internal static class LoadSample
{
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static LoadResult Result(
        string name = "xml B p256 direct 2 callers",
        ServerUse? server = null,
        params LoadSlice[] slices
    )
    {
        var timeline = new LoadTimeline();
        var recorder = new FlowRecorder(WarmUp, timeline);
        for (var i = 1; i <= 100; i++)
        {
            timeline.Began();
            recorder.Record(WarmUp, WarmUp, WarmUp + TimeSpan.FromMilliseconds(i), new LoadOutcome(LoadOutcome.Ok));
        }
        timeline.Began();
        recorder.Record(WarmUp, WarmUp, WarmUp, new LoadOutcome("OVERLOADED"));
        var flow = new LoadFlow { Name = name, Callers = 2 };
        var scenario = new LoadScenario
        {
            Name = name,
            Flows = [flow],
            WarmUp = WarmUp,
        };
        return new LoadResult
        {
            Plan = new LoadPlan { Scenario = scenario, HasTransport = false },
            Measured = new LoadMeasurement
            {
                Scenario = scenario,
                Flows = [new FlowResult(flow, recorder, 2)],
                Slices = slices.Length > 0 ? slices : [Slice(0), Slice(1), Slice(2)],
                Duration = TimeSpan.FromSeconds(10),
                Server = server,
                PeakRssBytes = server is null ? null : 100L << 20,
            },
            MeterMethod = "by hand",
            CeilingBefore = server is null ? null : 90,
            CeilingAfter = server is null ? null : 110,
            EndedAt = DateTimeOffset.UnixEpoch,
        };
    }

    public static LoadSlice Slice(int second, double rate = 100, double p99 = 5, long rss = 100) =>
        new(
            TimeSpan.FromSeconds(second),
            TimeSpan.FromSeconds(second + 1),
            rate,
            0,
            TimeSpan.FromMilliseconds(p99 / 2),
            TimeSpan.FromMilliseconds(p99),
            TimeSpan.FromMilliseconds(p99 * 2),
            3,
            new ServerUse(0.5, 1000, rss << 20)
        );
}
