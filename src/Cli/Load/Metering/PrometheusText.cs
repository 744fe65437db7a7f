// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>Reads the Prometheus text format as far as a load test needs it: the sum of each metric over all its labels.</summary>
internal static class PrometheusText
{
    /// <summary>Sums by name; lines that are none of the format are passed over.</summary>
    public static IReadOnlyDictionary<string, double> Sums(string page)
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in page.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith('#') && TryRead(line) is var (name, value))
            {
                sums[name] = sums.GetValueOrDefault(name) + value;
            }
        }
        return sums;
    }

    // name{labels} value [timestamp]; a label's value may hold blanks and braces, so labels end at the last brace.
    private static (string Name, double Value)? TryRead(string line)
    {
        var name = line[..Math.Max(0, line.AsSpan().IndexOfAny('{', ' '))];
        var rest = line[(line.LastIndexOf('}') + 1)..];
        rest = rest.Length == line.Length ? line[name.Length..] : rest;
        var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            name.Length > 0
            && words.Length > 0
            && double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (name, value)
            : null;
    }
}
