// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>The result for people.</summary>
internal static class LoadTables
{
    // Two measurements of the same token that differ by more say that the machine was busy with something else.
    private const double QuietDifference = 0.1;
    private const double ManyCompiling = 0.05;

    /// <summary>Writes the flows, the total, and what it stands beside.</summary>
    public static void Write(IAnsiConsole console, LoadResult result)
    {
        var measured = result.Measured;
        var table = new Table().RoundedBorder().AddColumn(new TableColumn("flow"));
        foreach (var head in new[] { "documents", "errors", "/s", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms" })
        {
            table.AddColumn(new TableColumn(head).RightAligned());
        }
        foreach (var flow in measured.Flows)
        {
            var recorder = flow.Recorder;
            table.AddRow(
                Row(flow.Flow.Name, recorder.Documents, recorder.Errors, measured.Duration, recorder.Latencies)
            );
        }
        if (measured.Flows.Count > 1)
        {
            table.AddRow(Row("all", measured.Documents, measured.Errors, measured.Duration, measured.Latencies));
        }
        console.Write(table);
        foreach (var line in Lines(result))
        {
            console.WriteLine(line);
        }
    }

    /// <summary>What stands below the table.</summary>
    public static IEnumerable<string> Lines(LoadResult result)
    {
        var measured = result.Measured;
        yield return Throughput(result);
        if (result is { CeilingBefore: { } before, CeilingAfter: { } after })
        {
            yield return $"Token alone: {N(before, 0)}/s before, {N(after, 0)}/s after ({result.Token}).";
            if (Math.Abs(before - after) > QuietDifference * Math.Max(before, after))
            {
                yield return "The two differ by more than 10 %: the machine was not quiet, so no figure here is worth much.";
            }
        }
        if (result is { CpuMicrosPerDocument: { } cpu, AllocatedBytesPerDocument: { } bytes, PeakRssMiB: { } peak })
        {
            yield return $"Server, per document: {N(cpu, 0)} µs of processor time, {N(bytes / 1024, 1)} KiB allocated; at most {N(peak, 0)} MiB resident.";
        }
        yield return $"Counted: {result.MeterMethod}.";
        if (CompilerShare(measured) is var compiler and > ManyCompiling)
        {
            yield return $"{N(100 * compiler, 0)} % of the processor time was compiling: a longer --warm-up gives truer figures.";
        }
        if (measured.Flows.Any(static flow => flow.Flow.IsOpen))
        {
            var late = measured.Flows.Max(static flow => flow.Recorder.MostLate);
            yield return $"Latency counts from the time a document was due; the generator itself was at most {N(late.TotalMilliseconds, 1)} ms late.";
        }
        foreach (var (status, count) in Statuses(measured).Where(static s => s.Key != LoadOutcome.Ok))
        {
            yield return $"{status}: {count}";
        }
        foreach (var drift in result.Drifts)
        {
            yield return drift;
        }
    }

    /// <summary>How many documents ended with which status, all flows together.</summary>
    public static IReadOnlyList<KeyValuePair<string, long>> Statuses(LoadMeasurement measured) =>
        [
            .. measured
                .Flows.SelectMany(static flow => flow.Recorder.Statuses)
                .GroupBy(static status => status.Key, StringComparer.Ordinal)
                .Select(static group => KeyValuePair.Create(group.Key, group.Sum(static status => status.Value)))
                .OrderByDescending(static status => status.Value),
        ];

    /// <summary>A number for people.</summary>
    public static string N(double number, int digits) =>
        number.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double CompilerShare(LoadMeasurement measured) =>
        measured.Server is { CpuSeconds: > 0 } used
            ? used.CpuByThreads.GetValueOrDefault(ThreadTimes.Compiler) / used.CpuSeconds
            : 0;

    private static string Throughput(LoadResult result)
    {
        var measured = result.Measured;
        var ratio =
            result.RatioToCeiling is { } share ? $", {N(share, share < 0.1 ? 3 : 2)} of what the token can do alone"
            : measured.Signatures > 0 ? " (the token's ceiling is not known: no ratio)"
            : "";
        return $"{result.Scenario}: {N(measured.DocumentsPerSecond, 1)} documents/s, {N(measured.SignaturesPerSecond, 1)} signatures/s{ratio}.";
    }

    private static string[] Row(
        string name,
        long documents,
        long errors,
        TimeSpan duration,
        LatencyHistogram latencies
    ) =>
        [
            Markup.Escape(name),
            N(documents, 0),
            N(errors, 0),
            N(documents / duration.TotalSeconds, 1),
            N(latencies.Quantile(0.5).TotalMilliseconds, 2),
            N(latencies.Quantile(0.9).TotalMilliseconds, 2),
            N(latencies.Quantile(0.99).TotalMilliseconds, 2),
            N(latencies.Quantile(0.999).TotalMilliseconds, 2),
            N(latencies.Max.TotalMilliseconds, 2),
        ];
}
