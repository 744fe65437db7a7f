// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>
/// Whether a long run stayed as it was: each of its other fifths beside the first. Where documents come by a curve, how many are done
/// says nothing: then throughput is not compared.
/// </summary>
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
        // What is over of the division is the last one's.
        var parts = Enumerable
            .Range(0, Parts)
            .Select(part => slices.GetRange(part * size, part == Parts - 1 ? slices.Count - (part * size) : size))
            .ToList();
        var drifts = new List<string>();
        Compare(
            drifts,
            "p99 grew",
            "ms",
            parts.ConvertAll(static part => Median(part, static s => s.P99.TotalMilliseconds)),
            static (a, b) => b > (a * MoreLatency) && b - a > LatencyNoise.TotalMilliseconds
        );
        if (measured.Scenario.Flows.All(static flow => flow.Curve is null))
        {
            Compare(
                drifts,
                "throughput fell",
                "documents/s",
                parts.ConvertAll(static part => part.Average(static s => s.DocumentsPerSecond)),
                static (a, b) => b < a * LessThroughput
            );
        }
        var readings = parts.ConvertAll(WithReadings);
        if (readings.Exists(static part => part.Count == 0))
        {
            drifts.Add("resident memory was not measured (--metrics)");
            return drifts;
        }
        const double MiB = 1 << 20;
        Compare(
            drifts,
            "resident memory grew",
            "MiB",
            readings.ConvertAll(static part => Median(part, static s => s.Server!.RssBytes / MiB)),
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
        List<double> parts,
        Func<double, double, bool> isDrift
    )
    {
        // Of several the last is told: what stayed until the end is worse than what passed.
        var last = parts.FindLastIndex(part => isDrift(parts[0], part));
        if (last > 0)
        {
            drifts.Add(
                $"Soak: {what} from {LoadTables.N(parts[0], 1)} to {LoadTables.N(parts[last], 1)} {unit}{Where(last)}."
            );
        }
    }

    private static string Where(int part) => part == Parts - 1 ? "" : $" in part {part + 1} of {Parts}, and came back";

    private static double Median(IEnumerable<LoadSlice> slices, Func<LoadSlice, double> value)
    {
        var values = slices.Select(value).Order().ToList();
        return values[values.Count / 2];
    }
}
