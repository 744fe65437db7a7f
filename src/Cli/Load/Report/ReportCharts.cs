// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>The charts of a report: throughput and latency over time, percentiles, memory, processor time, stages.</summary>
internal static class ReportCharts
{
    private const int MaxPoints = 300;
    private const int TimeMarks = 8;
    private const double MiB = 1 << 20;

    // Where one of a million is the slowest a chart of percentiles ends.
    private const double MaxNines = 6;

    // 0 %, 50 %, 90 %, 99 %, … as counts of nines.
    private static readonly double[] Nines = [0, -Math.Log10(0.5), 1, 2, 3, 4, 5, 6];

    // A ceiling far above the rest would press it to the ground.
    private const double CeilingInSight = 3;

    /// <summary>Titles and bodies, in the order of the page.</summary>
    public static IEnumerable<(string Title, string Body)> Of(LoadResult result)
    {
        var slices = Thin(result.Measured.Slices);
        yield return ("Throughput", Throughput(result, slices));
        yield return ("Latency over time", Latency(result, slices));
        yield return ("Latency by percentile", Percentiles(result));
        yield return ("Documents in flight", Flat(result, slices, "documents", 3, static s => s.InFlight));
        if (result.Measured.Server is null)
        {
            yield break;
        }
        yield return (
            "Processors in use",
            Flat(result, slices, "processors", 5, static s => s.Server?.CpuSeconds / Seconds(s) ?? 0)
        );
        yield return ("Resident memory", Flat(result, slices, "MiB", 4, static s => s.Server?.RssBytes / MiB ?? 0));
        yield return ("Processor time of the server, per document", Cpu(result));
        if (result.Measured.StageSeconds.Count > 0)
        {
            yield return ("Stages per document, waiting included", Stages(result));
        }
    }

    private static string Throughput(LoadResult result, IReadOnlyList<LoadSlice> slices)
    {
        var series = new List<ChartSeries>
        {
            new("documents done", Points(slices, static s => s.DocumentsPerSecond)) { HasArea = true },
        };
        var most = slices.Max(static s => s.DocumentsPerSecond);
        if (slices.Any(static s => s.Errors > 0))
        {
            series.Add(new("errors", Points(slices, static s => s.Errors / Seconds(s))) { Color = 2 });
            most = Math.Max(most, series[^1].Points.Max(static p => p.Y));
        }
        var perDocument = (double)result.Measured.Signatures / Math.Max(1, result.Measured.Documents);
        if (result.Ceiling / perDocument is { } ceiling && ceiling < most * CeilingInSight)
        {
            most = Math.Max(most, ceiling);
            var end = slices[^1].To.TotalSeconds;
            series.Add(
                new("what the token alone would allow", [(0, ceiling), (end, ceiling)]) { Color = 6, IsDashed = true }
            );
        }
        return Chart(result, slices, ChartAxis.Linear(most), "documents per second").Draw(series);
    }

    private static string Latency(LoadResult result, IReadOnlyList<LoadSlice> slices)
    {
        var seen = slices.Where(static s => s.Max > TimeSpan.Zero).ToList();
        if (seen.Count == 0)
        {
            return None("No document was done.");
        }
        var axis = ChartAxis.Logarithmic(
            seen.Min(static s => s.P50.TotalMilliseconds),
            seen.Max(static s => s.Max.TotalMilliseconds)
        );
        return Chart(result, slices, axis, "milliseconds")
            .Draw([
                new("max", Points(seen, static s => s.Max.TotalMilliseconds)) { Color = 6 },
                new("p99", Points(seen, static s => s.P99.TotalMilliseconds)) { Color = 2 },
                new("median", Points(seen, static s => s.P50.TotalMilliseconds)) { Color = 1 },
            ]);
    }

    // The axis counts nines: 90 %, 99 %, 99.9 % stand at even distances.
    private static string Percentiles(LoadResult result)
    {
        var flows = result.Measured.Flows.Where(static f => f.Recorder.Documents > 0).ToList();
        if (flows.Count == 0)
        {
            return None("No document was done.");
        }
        var nines = Math.Clamp(Math.Log10(flows.Max(static f => f.Recorder.Documents)), 1, MaxNines);
        var series = flows
            .Index()
            .Select(flow => new ChartSeries(
                flow.Item.Flow.Name,
                [
                    .. Enumerable
                        .Range(0, 61)
                        .Select(i => nines * i / 60)
                        .Select(n =>
                            (n, flow.Item.Recorder.Latencies.Quantile(1 - Math.Pow(10, -n)).TotalMilliseconds)
                        ),
                ]
            )
            {
                Color = Math.Min(flow.Index + 1, 6),
                HasDots = false,
            });
        var lines = series.ToList();
        var y = ChartAxis.Logarithmic(
            lines.Min(static s => s.Points.Min(static p => p.Y)),
            lines.Max(static s => s.Points.Max(static p => p.Y))
        );
        return new LineChart(
            ChartAxis.Marked(nines, Nines),
            y,
            "share of documents",
            "milliseconds, not exceeded by that share"
        )
        {
            XLabel = static n =>
                n == 0
                    ? "fastest"
                    : (100 * (1 - Math.Pow(10, -n))).ToString("0.####", CultureInfo.InvariantCulture) + " %",
        }.Draw(lines);
    }

    private static string Flat(
        LoadResult result,
        IReadOnlyList<LoadSlice> slices,
        string unit,
        int color,
        Func<LoadSlice, double> value
    )
    {
        var line = new ChartSeries(unit, Points(slices, value)) { Color = color, HasArea = true };
        return Chart(result, slices, ChartAxis.Linear(line.Points.Max(static p => p.Y)), unit)
            .Draw([line], hasLegend: false);
    }

    private static double Seconds(LoadSlice slice) => Math.Max((slice.To - slice.From).TotalSeconds, 1e-6);

    private static string Cpu(LoadResult result)
    {
        var measured = result.Measured;
        if (measured.Server is not { } server || measured.Documents == 0)
        {
            return None(result.MeterMethod);
        }
        var parts = server.CpuByThreads.ToDictionary(
            static part => NameOf(part.Key),
            part => part.Value / measured.Documents * 1e6,
            StringComparer.Ordinal
        );
        var rest = (result.CpuMicrosPerDocument ?? 0) - parts.Values.Sum();
        if (parts.Count == 0 || rest > 0)
        {
            parts[parts.Count == 0 ? "server" : "threads that have ended"] = rest;
        }
        return BarChart.Draw(parts, "µs", areOneWhole: true)
            + None("By kind of thread, as the system counts them, in steps of 10 ms of a thread.");
    }

    private static string NameOf(string threads) =>
        threads switch
        {
            "token" => "token: inside the module",
            "documents" => "documents: prepare, complete, verify",
            "ceiling" => "measuring the ceiling",
            _ => threads,
        };

    private static string Stages(LoadResult result)
    {
        var documents = Math.Max(1, result.Measured.Documents);
        return BarChart.Draw(
            result.Measured.StageSeconds.Select(stage => KeyValuePair.Create(stage.Key, stage.Value / documents * 1e6)),
            "µs",
            areOneWhole: false
        );
    }

    private static LineChart Chart(LoadResult result, IReadOnlyList<LoadSlice> slices, ChartAxis y, string title) =>
        new(ChartAxis.Exactly(0, slices[^1].To.TotalSeconds, TimeMarks), y, "seconds", title)
        {
            WarmUp = result.Measured.Scenario.WarmUp.TotalSeconds,
        };

    private static IReadOnlyList<(double X, double Y)> Points(
        IEnumerable<LoadSlice> slices,
        Func<LoadSlice, double> value
    ) => [.. slices.Select(s => ((s.From + s.To).TotalSeconds / 2, value(s)))];

    // A long run has more slices than a chart has room for: several become one, with the worst of their latencies.
    private static IReadOnlyList<LoadSlice> Thin(IReadOnlyList<LoadSlice> slices) =>
        slices.Count <= MaxPoints
            ? slices
            :
            [
                .. slices
                    .Chunk((slices.Count + MaxPoints - 1) / MaxPoints)
                    .Select(static chunk =>
                        chunk[^1] with
                        {
                            From = chunk[0].From,
                            Server = Together(chunk),
                            DocumentsPerSecond = chunk.Average(static s => s.DocumentsPerSecond),
                            Errors = chunk.Sum(static s => s.Errors),
                            P50 = TimeSpan.FromTicks((long)chunk.Average(static s => s.P50.Ticks)),
                            P99 = chunk.Max(static s => s.P99),
                            Max = chunk.Max(static s => s.Max),
                        }
                    ),
            ];

    private static ServerUse? Together(IEnumerable<LoadSlice> slices) =>
        slices
            .Select(static s => s.Server)
            .OfType<ServerUse>()
            .Aggregate(
                (ServerUse?)null,
                static (all, one) =>
                    one with
                    {
                        CpuSeconds = one.CpuSeconds + (all?.CpuSeconds ?? 0),
                        AllocatedBytes = one.AllocatedBytes + (all?.AllocatedBytes ?? 0),
                    }
            );

    private static string None(string text) => $"<p class=\"none\">{System.Net.WebUtility.HtmlEncode(text)}</p>";
}
