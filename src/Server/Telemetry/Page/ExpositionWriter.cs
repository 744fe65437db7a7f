// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Server.Telemetry.Page;

/// <summary>Writes families in the Prometheus text format 0.0.4.</summary>
internal static class ExpositionWriter
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<MetricFamily> families)
    {
        var page = new StringBuilder(32 << 10);
        foreach (var family in families.OrderBy(static f => f.Name, StringComparer.Ordinal))
        {
            Write(page, family);
        }
        return page.ToString();
    }

    private static void Write(StringBuilder page, MetricFamily family)
    {
        // Also without a series: the page says what there is to come.
        page.Append("# HELP ").Append(family.Name).Append(' ').Append(LabelText.EscapedHelp(family.Help)).Append('\n');
        page.Append("# TYPE ").Append(family.Name).Append(' ').Append(WordOf(family.Kind)).Append('\n');
        foreach (var series in family.Series().Where(static s => s.IsSeen))
        {
            if (family.Kind == MetricKind.Histogram)
            {
                WriteHistogram(page, family, series);
            }
            else
            {
                WriteSample(page, family.Name, series.Labels, series.Value);
            }
        }
    }

    // The count is that of the last bucket by definition, also while others are counting.
    private static void WriteHistogram(StringBuilder page, MetricFamily family, Series series)
    {
        var separator = series.Labels.Length == 0 ? "" : ",";
        var count = 0L;
        for (var i = 0; i <= family.Bounds.Length; i++)
        {
            count += series.CountIn(i);
            var bound = i < family.Bounds.Length ? Text(family.Bounds[i]) : "+Inf";
            WriteSample(page, family.Name + "_bucket", $"{series.Labels}{separator}le=\"{bound}\"", count);
        }
        WriteSample(page, family.Name + "_sum", series.Labels, series.Value);
        WriteSample(page, family.Name + "_count", series.Labels, count);
    }

    private static void WriteSample(StringBuilder page, string name, string labels, double value)
    {
        page.Append(name);
        if (labels.Length > 0)
        {
            page.Append('{').Append(labels).Append('}');
        }
        page.Append(' ').Append(Text(value)).Append('\n');
    }

    private static string WordOf(MetricKind kind) =>
        kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Gauge => "gauge",
            _ => "histogram",
        };

    private static string Text(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
