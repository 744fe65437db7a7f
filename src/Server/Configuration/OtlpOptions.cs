// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>
/// A collector that speaks OTLP. It is told in the background out of bounded queues: one that is slow or away costs spans and
/// measurements, never a signature.
/// </summary>
public sealed record OtlpOptions
{
    /// <summary>Where it is: <c>http://</c> or <c>https://</c>, host and port; over HTTP <c>/v1/metrics</c> and <c>/v1/traces</c> are added.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Whether OTLP goes over HTTP with protobuf (usually port 4318). Default: over gRPC (usually port 4317).</summary>
    public bool OverHttp { get; init; }

    /// <summary>A file with headers for the collector, <c>name=value</c> one to a line: a secret that isn't in the configuration; null for none.</summary>
    public string? HeadersFile { get; init; }

    /// <summary>A variable with such headers, separated by commas as in <c>OTEL_EXPORTER_OTLP_HEADERS</c>; null for none.</summary>
    public string? HeadersEnvironment { get; init; }

    /// <summary>Whether metrics are sent. Default: they are.</summary>
    public bool Metrics { get; init; } = true;

    /// <summary>Seconds between two sendings of metrics, 1 to 3,600. Default 60.</summary>
    public int MetricsSeconds { get; init; } = 60;

    /// <summary>The share of calls and items that are traced, 0 to 1; 0 for no traces. Default 0.01.</summary>
    public double TraceRatio { get; init; } = 0.01;

    /// <summary>How long one sending may take, 100 to 60,000 ms. Default 10,000.</summary>
    public int TimeoutMilliseconds { get; init; } = 10_000;
}
