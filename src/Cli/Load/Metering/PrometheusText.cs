// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text.RegularExpressions;

namespace HocBaSo.Signing.Cli;

/// <summary>Reads the Prometheus text format as far as a load test needs it; lines that are none of the format are passed over.</summary>
internal static partial class PrometheusText
{
    /// <summary>The sum of each metric over all its labels, by name.</summary>
    public static IReadOnlyDictionary<string, double> Sums(string page)
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, _, value) in Lines(page))
        {
            sums[name] = sums.GetValueOrDefault(name) + value;
        }
        return sums;
    }

    /// <summary>The values of one metric, each with its labels.</summary>
    public static IEnumerable<(IReadOnlyDictionary<string, string> Labels, double Value)> Samples(
        string page,
        string metric
    ) =>
        Lines(page)
            .Where(line => line.Name == metric)
            .Select(static line => ((IReadOnlyDictionary<string, string>)LabelsOf(line.Labels), line.Value));

    private static IEnumerable<(string Name, string Labels, double Value)> Lines(string page)
    {
        foreach (var line in page.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith('#') && TryRead(line) is { } read)
            {
                yield return read;
            }
        }
    }

    // name{labels} value [timestamp]; a label's value may hold blanks and braces, so labels end at the last brace.
    private static (string Name, string Labels, double Value)? TryRead(string line)
    {
        var name = line[..Math.Max(0, line.AsSpan().IndexOfAny('{', ' '))];
        var end = Math.Max(name.Length, line.LastIndexOf('}') + 1);
        var words = line[end..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            name.Length > 0
            && words.Length > 0
            && double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (name, line[name.Length..end], value)
            : null;
    }

    private static Dictionary<string, string> LabelsOf(string text)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match label in LabelPattern().Matches(text))
        {
            labels[label.Groups[1].Value] = EscapePattern()
                .Replace(label.Groups[2].Value, static escape => escape.Value == "\\n" ? "\n" : escape.Value[1..]);
        }
        return labels;
    }

    [GeneratedRegex(@"([a-zA-Z_][a-zA-Z0-9_]*)=""((?:[^""\\]|\\.)*)""", RegexOptions.CultureInvariant)]
    private static partial Regex LabelPattern();

    // A backslash, a quote or a line feed.
    [GeneratedRegex(@"\\.", RegexOptions.CultureInvariant)]
    private static partial Regex EscapePattern();
}
