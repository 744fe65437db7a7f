// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Server.Telemetry.Page;

/// <summary>Labels as they stand between braces: by name, with backslash, quote and line feed escaped (text format 0.0.4).</summary>
internal static class LabelText
{
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            labels[PrometheusNames.Label(name)] = Escaped(TextOf(value));
        }
        return string.Join(',', labels.Select(static label => $"{label.Key}=\"{label.Value}\""));
    }

    /// <summary>Of a HELP line, where a quote stands for itself.</summary>
    public static string EscapedHelp(string text) => text.Replace("\\", @"\\").Replace("\n", @"\n");

    private static string Escaped(string text) => EscapedHelp(text).Replace("\"", "\\\"");

    private static string TextOf(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
