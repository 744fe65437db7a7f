// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Whether a long run stayed as it was: its last fifth beside its first.</summary>
internal static class SoakVerdict
{
    private const int Parts = 5;
    private const double MoreLatency = 1.5;
    private const double MoreMemory = 1.1;
    private const double LessThroughput = 0.9;
    private static readonly TimeSpan LatencyNoise = TimeSpan.FromMilliseconds(2);
    private const double MemoryNoise = 16 << 20;

    /// <summary>What changed, one sentence each; empty when nothing did.</summary>
    public static IReadOnlyList<string> Of(LoadMeasurement measured)
    {
        var end = measured.Scenario.WarmUp + measured.Scenario.Duration;
        var slices = measured.Slices.Where(s => s.From >= measured.Scenario.WarmUp && s.To <= end).ToList();
        var size = slices.Count / Parts;
        if (size == 0)
        {
            return ["The run was too short to see whether it stays as it is."];
        }
        var (first, last) = (slices.Take(size).ToList(), slices.TakeLast(size).ToList());
        var drifts = new List<string>();
        Compare(
            drifts,
            "p99 grew",
            "ms",
            Median(first, static s => s.P99.TotalMilliseconds),
            Median(last, static s => s.P99.TotalMilliseconds),
            static (a, b) => b > (a * MoreLatency) && b - a > LatencyNoise.TotalMilliseconds
        );
        Compare(
            drifts,
            "throughput fell",
            "documents/s",
            first.Average(static s => s.DocumentsPerSecond),
            last.Average(static s => s.DocumentsPerSecond),
            static (a, b) => b < a * LessThroughput
        );
        var (before, after) = (WithReadings(first), WithReadings(last));
        if (before.Count == 0 || after.Count == 0)
        {
            drifts.Add("resident memory was not measured (--metrics)");
            return drifts;
        }
        const double MiB = 1 << 20;
        Compare(
            drifts,
            "resident memory grew",
            "MiB",
            Median(before, static s => s.Server!.RssBytes / MiB),
            Median(after, static s => s.Server!.RssBytes / MiB),
            static (a, b) => b > a * MoreMemory && b - a > MemoryNoise / MiB
        );
        return drifts;
    }

    private static List<LoadSlice> WithReadings(List<LoadSlice> slices) =>
        slices.FindAll(static s => s.Server is not null);

    private static void Compare(
        List<string> drifts,
        string what,
        string unit,
        double first,
        double last,
        Func<double, double, bool> isDrift
    )
    {
        if (isDrift(first, last))
        {
            drifts.Add($"Soak: {what} from {LoadTables.N(first, 1)} to {LoadTables.N(last, 1)} {unit}.");
        }
    }

    private static double Median(IEnumerable<LoadSlice> slices, Func<LoadSlice, double> value)
    {
        var values = slices.Select(value).Order().ToList();
        return values[values.Count / 2];
    }
}
