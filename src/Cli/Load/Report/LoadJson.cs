// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;

namespace HocBaSo.Signing.Cli;

/// <summary>The result for programs: one object on one line. Its members are promised; what is not known is null.</summary>
internal static class LoadJson
{
    private static readonly (string Name, double Share)[] Percentiles =
    [
        ("p50", 0.5),
        ("p90", 0.9),
        ("p99", 0.99),
        ("p999", 0.999),
    ];

    /// <summary>Writes it.</summary>
    public static string Write(LoadResult result)
    {
        var measured = result.Measured;
        var latencies = measured.Latencies;
        var latency = new JsonObject();
        foreach (var (name, share) in Percentiles)
        {
            latency[name] = Rounded(latencies.Quantile(share).TotalMilliseconds, 3);
        }
        latency["max"] = Rounded(latencies.Max.TotalMilliseconds, 3);
        return new JsonObject
        {
            ["scenario"] = result.Scenario,
            ["documents"] = measured.Documents,
            ["errors"] = measured.Errors,
            ["durationSeconds"] = Rounded(measured.Duration.TotalSeconds, 3),
            ["documentsPerSecond"] = Rounded(measured.DocumentsPerSecond, 2),
            ["tokenCeilingPerSecond"] = Rounded(result.Ceiling, 2),
            ["ratioToCeiling"] = Rounded(result.RatioToCeiling, 4),
            ["latencyMs"] = latency,
            ["serverCpuMicrosPerDocument"] = Rounded(result.CpuMicrosPerDocument, 1),
            ["serverAllocatedBytesPerDocument"] = Rounded(result.AllocatedBytesPerDocument, 0),
            ["serverPeakRssMiB"] = Rounded(result.PeakRssMiB, 1),
        }.ToJsonString();
    }

    private static JsonNode? Rounded(double? value, int digits) =>
        value is { } number && double.IsFinite(number) ? Math.Round(number, digits) : null;
}
