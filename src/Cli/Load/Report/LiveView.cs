// SPDX-License-Identifier: Apache-2.0
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>The run while it goes on, where a person watches; nothing at all where output is redirected.</summary>
internal static class LiveView
{
    private const int Bars = 60;
    private static readonly char[] Heights = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

    /// <summary>Runs work that tells each slice of time.</summary>
    public static async Task<LoadMeasurement> RunAsync(
        Terminal terminal,
        LoadScenario scenario,
        Func<Action<LoadSlice, IReadOnlyList<FlowResult>>, Task<LoadMeasurement>> work
    )
    {
        if (!terminal.ErrorIsTerminal)
        {
            return await work(static (_, _) => { });
        }
        var seen = new List<LoadSlice>();
        return await terminal
            .Progress.Live(new Text(""))
            .AutoClear(true)
            .StartAsync(context =>
                work(
                    (slice, flows) =>
                    {
                        seen.Add(slice);
                        context.UpdateTarget(Draw(scenario, seen, flows));
                        context.Refresh();
                    }
                )
            );
    }

    /// <summary>One picture of it.</summary>
    public static Rows Draw(LoadScenario scenario, IReadOnlyList<LoadSlice> slices, IReadOnlyList<FlowResult> flows)
    {
        var last = slices[^1];
        var phase = last.To <= scenario.WarmUp ? "warming up" : "measuring";
        var left = scenario.WarmUp + scenario.Duration - last.To;
        var head = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{scenario.Name}: {phase}, {Math.Max(0, left.TotalSeconds):F0} s left, {last.InFlight} in flight"
        );
        var table = new Table().RoundedBorder().AddColumn("flow");
        foreach (var name in new[] { "done", "errors", "p50 ms", "p99 ms", "max ms" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }
        foreach (var flow in flows)
        {
            var latencies = flow.Recorder.Latencies;
            table.AddRow(
                Markup.Escape(flow.Flow.Name),
                LoadTables.N(flow.Recorder.Documents, 0),
                LoadTables.N(flow.Recorder.Errors, 0),
                LoadTables.N(latencies.Quantile(0.5).TotalMilliseconds, 1),
                LoadTables.N(latencies.Quantile(0.99).TotalMilliseconds, 1),
                LoadTables.N(latencies.Max.TotalMilliseconds, 1)
            );
        }
        return new Rows(
            new Text(head),
            table,
            new Text(
                $"documents/s {Line(slices, static s => s.DocumentsPerSecond)} {LoadTables.N(last.DocumentsPerSecond, 0)}"
            ),
            new Text(
                $"p99 ms      {Line(slices, static s => s.P99.TotalMilliseconds)} {LoadTables.N(last.P99.TotalMilliseconds, 1)}"
            )
        );
    }

    private static string Line(IReadOnlyList<LoadSlice> slices, Func<LoadSlice, double> value)
    {
        var values = slices.TakeLast(Bars).Select(value).ToList();
        var most = Math.Max(values.Max(), 1e-9);
        return string.Concat(values.Select(v => Heights[(int)Math.Round(v / most * (Heights.Length - 1))]));
    }
}
