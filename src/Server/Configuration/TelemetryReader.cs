// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Reads the member <c>telemetry</c>.</summary>
internal static class TelemetryReader
{
    public static TelemetryOptions Read(ConfigurationNode node)
    {
        node.AllowOnly("metricsPage", "resource", "otlp");
        return new TelemetryOptions
        {
            MetricsPage = YesOrNo(node, "metricsPage", fallback: true),
            Resource = node.Map("resource"),
            Otlp = node.Has("otlp") ? Otlp(node.Child("otlp")) : null,
        };
    }

    private static OtlpOptions Otlp(ConfigurationNode node)
    {
        node.AllowOnly(
            "endpoint",
            "protocol",
            "headersFile",
            "headersEnvironment",
            "metrics",
            "metricsSeconds",
            "traceRatio",
            "timeoutMilliseconds"
        );
        var fallback = new OtlpOptions { Endpoint = node.Required("endpoint") };
        return fallback with
        {
            OverHttp = node.Choice("protocol", false, ("grpc", false), ("http-protobuf", true)),
            HeadersFile = node.File("headersFile"),
            HeadersEnvironment = node.Text("headersEnvironment"),
            Metrics = YesOrNo(node, "metrics", fallback: true),
            MetricsSeconds = node.Number("metricsSeconds", fallback.MetricsSeconds),
            TraceRatio = node.Ratio("traceRatio", fallback.TraceRatio),
            TimeoutMilliseconds = node.Number("timeoutMilliseconds", fallback.TimeoutMilliseconds),
        };
    }

    private static bool YesOrNo(ConfigurationNode node, string name, bool fallback) =>
        node.Choice(name, fallback, ("true", true), ("false", false));
}
