// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Runs the flows of a scenario at the same time and measures.</summary>
/// <param name="targets">Makes the flows' targets.</param>
/// <param name="documents">Makes their documents.</param>
/// <param name="meter">Reads what the server uses.</param>
/// <param name="time">The clock.</param>
internal sealed class LoadEngine(
    TargetFactory targets,
    LoadDocumentSource documents,
    IServerMeter meter,
    TimeProvider time
)
{
    private static readonly TimeSpan ShortSlice = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongSlice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortRun = TimeSpan.FromSeconds(20);

    /// <summary>Seconds by stage, when somebody listens.</summary>
    public StageTimes? Stages { get; init; }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">What.</param>
    /// <param name="slice">Called with each slice of time that is over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">The server can't be reached.</exception>
    public async Task<LoadMeasurement> RunAsync(
        LoadScenario scenario,
        Action<LoadSlice, IReadOnlyList<FlowResult>> slice,
        CancellationToken cancellationToken
    )
    {
        var timeline = new LoadTimeline();
        var prepared = new List<(FlowResult Result, LoadDocuments Documents, ILoadTarget Target)>();
        try
        {
            foreach (var flow in scenario.Flows)
            {
                var made = await documents.MakeAsync(
                    flow,
                    (xml, steps) => targets.SignAsync(xml, steps, cancellationToken)
                );
                var result = new FlowResult(
                    flow,
                    new FlowRecorder(scenario.WarmUp, timeline),
                    made.SignaturesPerDocument
                );
                prepared.Add((result, made, targets.Create(flow, made.Steps)));
            }
            // The first document of all opens connections and compiles: that can take longer than a short run.
            var first = await Task.WhenAll(
                prepared.Select(p => p.Target.SendAsync(p.Documents.Contents[0], cancellationToken))
            );
            Array.ForEach(first, targets.RequireServer);
            var clock = new RunClock(time);
            using var watch = new RunWatch(meter, clock, timeline, Stages);
            var results = prepared.ConvertAll(static p => p.Result);
            var watching = watch.RunAsync(
                scenario.WarmUp,
                scenario.WarmUp + scenario.Duration < ShortRun ? ShortSlice : LongSlice,
                s => slice(s, results),
                cancellationToken
            );
            try
            {
                await Task.WhenAll(
                    prepared.Select(p =>
                    {
                        var loop = new LoadLoop(p.Target, p.Documents.Contents, p.Result.Recorder, timeline, clock);
                        return p.Result.Flow.Callers is { } callers
                            ? loop.RunClosedAsync(callers, scenario, cancellationToken)
                            : loop.RunOpenAsync(p.Result.Flow.ArrivalsIn(scenario), cancellationToken);
                    })
                );
            }
            finally
            {
                watch.End();
                await watching;
            }
            return Measured(scenario, results, timeline, watch);
        }
        finally
        {
            foreach (var flow in prepared)
            {
                await flow.Target.DisposeAsync();
            }
        }
    }

    // What was due within the duration may end behind it: that time counts, so that a backlog makes no figure better. Where a count
    // ended the run, the time up to the last answer counts.
    private static LoadMeasurement Measured(
        LoadScenario scenario,
        List<FlowResult> results,
        LoadTimeline timeline,
        RunWatch watch
    )
    {
        var lastEnd = results.Max(static r => r.Recorder.LastEnd) - scenario.WarmUp;
        var duration = scenario.MaxDocuments is null && lastEnd < scenario.Duration ? scenario.Duration : lastEnd;
        return new LoadMeasurement
        {
            Scenario = scenario,
            Flows = results,
            Slices = timeline.Slices,
            Duration = duration > TimeSpan.Zero ? duration : scenario.Duration,
            Server = watch.Used,
            PeakRssBytes = watch.PeakRssBytes,
            StageSeconds = watch.StageSeconds,
        };
    }
}
