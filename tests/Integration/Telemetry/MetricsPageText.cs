// SPDX-License-Identifier: Apache-2.0
using System.Text.RegularExpressions;

namespace HocBaSo.Signing.Integration.Telemetry;

/// <summary>What a page says there is: types, and the labels of each.</summary>
internal sealed partial class MetricsPageText
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _labels = new(StringComparer.Ordinal);

    /// <summary>Type by name.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>The labels that were seen, without <c>le</c>; null where there was no sample.</summary>
    public IReadOnlySet<string>? LabelsOf(string family) => _labels.GetValueOrDefault(family);

    /// <summary>The family of a sample's name; null when the page has none.</summary>
    public string? FamilyOf(string sample)
    {
        if (_types.TryGetValue(sample, out var type))
        {
            return type == "histogram" ? null : sample;
        }
        var end = sample.LastIndexOf('_');
        var family = end > 0 ? sample[..end] : "";
        var isPart = sample[(end + 1)..] is "bucket" or "sum" or "count";
        return isPart && _types.GetValueOrDefault(family) == "histogram" ? family : null;
    }

    public static MetricsPageText Read(string page)
    {
        var text = new MetricsPageText();
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                text._types.Add(words[2], words[3]);
            }
            else if (!line.StartsWith('#'))
            {
                text.AddSample(line);
            }
        }
        return text;
    }

    private void AddSample(string line)
    {
        var match = Sample().Match(line);
        Assert.True(match.Success, line);
        var family = FamilyOf(match.Groups[1].Value);
        Assert.True(family is not null, line);
        if (!_labels.TryGetValue(family, out var labels))
        {
            _labels[family] = labels = new SortedSet<string>(StringComparer.Ordinal);
        }
        labels.UnionWith(Label().Matches(match.Groups[2].Value).Select(static l => l.Groups[1].Value));
        labels.Remove("le");
    }

    [GeneratedRegex(@"^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$")]
    private static partial Regex Sample();

    [GeneratedRegex(
        """
            ([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\.)*"
            """
    )]
    private static partial Regex Label();
}
