// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Telemetry.Page;

/// <summary>
/// From OpenTelemetry's names to Prometheus': dots become underscores, the unit in full is the last word, a counter ends in <c>_total</c>
/// (OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility").
/// </summary>
internal static class PrometheusNames
{
    public static string Metric(string name, string? unit, MetricKind kind)
    {
        var text = Sanitized(name);
        text =
            WordOf(unit, kind) is { } word && !text.EndsWith("_" + word, StringComparison.Ordinal)
                ? $"{text}_{word}"
                : text;
        return kind == MetricKind.Counter && !text.EndsWith("_total", StringComparison.Ordinal)
            ? text + "_total"
            : text;
    }

    public static string Label(string name) => Sanitized(name);

    // UCUM. What stands in braces names things, and is no unit.
    private static string? WordOf(string? unit, MetricKind kind) =>
        unit switch
        {
            "s" => "seconds",
            "ms" => "milliseconds",
            "By" => "bytes",
            "d" => "days",
            "%" => "percent",
            "1" when kind == MetricKind.Gauge => "ratio",
            _ => null,
        };

    private static string Sanitized(string name)
    {
        var text = string.Create(
            name.Length,
            name,
            static (span, from) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
                }
            }
        );
        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }
}
