// SPDX-License-Identifier: Apache-2.0
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HocBaSo.Signing.Server.Telemetry.Otlp;

/// <summary>
/// Sends metrics and traces to a collector. Spans wait in a queue of <see cref="MaxWaitingSpans"/>, from which a thread of its own sends;
/// what comes while it is full is dropped. Nobody who signs ever waits for the collector.
/// </summary>
internal sealed class OtlpExport : IAsyncDisposable
{
    /// <summary>About 2 MiB of spans.</summary>
    public const int MaxWaitingSpans = 4_096;

    private const int MaxSpansAtOnce = 512;
    private const string ServiceName = "hocbaso-signing-server";

    // Of the shutdown: a collector that hangs doesn't hold it up for longer.
    private const int LastWordMilliseconds = 2_000;
    private readonly MeterProvider? _meters;
    private readonly TracerProvider? _tracers;

    /// <summary>Begins.</summary>
    /// <param name="options">Checked.</param>
    /// <param name="resource">Attributes of all that is sent.</param>
    /// <param name="node">The node's name.</param>
    public OtlpExport(OtlpOptions options, IReadOnlyDictionary<string, string> resource, string node)
    {
        var headers = OtlpHeaders.Read(options);
        _meters = options.Metrics ? Meter(options, headers, Resource(resource, node)) : null;
        _tracers = options.TraceRatio > 0 ? Tracer(options, headers, Resource(resource, node)) : null;
    }

    public async ValueTask DisposeAsync()
    {
        // Both at once, and each on a thread: they block.
        await Task.WhenAll(
            Task.Run(() => _meters?.Shutdown(LastWordMilliseconds)),
            Task.Run(() => _tracers?.Shutdown(LastWordMilliseconds))
        );
        _meters?.Dispose();
        _tracers?.Dispose();
    }

    private static MeterProvider Meter(OtlpOptions options, string headers, ResourceBuilder resource) =>
        Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Meters.Runtime, Meters.Product + "*")
            .AddOtlpExporter(
                (exporter, reader) =>
                {
                    Set(exporter, options, headers, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions = new PeriodicExportingMetricReaderOptions
                    {
                        ExportIntervalMilliseconds = options.MetricsSeconds * 1_000,
                        ExportTimeoutMilliseconds = options.TimeoutMilliseconds,
                    };
                }
            )
            .Build();

    // By the trace's own id alone: whether a caller wants its calls traced doesn't decide what the server spends on it.
    private static TracerProvider Tracer(OtlpOptions options, string headers, ResourceBuilder resource) =>
        Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Meters.Product + "*")
            .SetSampler(new TraceIdRatioBasedSampler(options.TraceRatio))
            .AddOtlpExporter(exporter =>
            {
                Set(exporter, options, headers, "v1/traces");
                exporter.ExportProcessorType = ExportProcessorType.Batch;
                exporter.BatchExportProcessorOptions = new BatchExportActivityProcessorOptions
                {
                    MaxQueueSize = MaxWaitingSpans,
                    MaxExportBatchSize = MaxSpansAtOnce,
                    ExporterTimeoutMilliseconds = options.TimeoutMilliseconds,
                };
            })
            .Build();

    private static void Set(OtlpExporterOptions exporter, OtlpOptions options, string headers, string signal)
    {
        var endpoint = new Uri(options.Endpoint.TrimEnd('/') + "/");
        exporter.Protocol = options.OverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = options.OverHttp ? new Uri(endpoint, signal) : endpoint;
        exporter.Headers = headers;
        exporter.TimeoutMilliseconds = options.TimeoutMilliseconds;
    }

    private static ResourceBuilder Resource(IReadOnlyDictionary<string, string> attributes, string node) =>
        ResourceBuilder
            .CreateDefault()
            .AddService(ServiceName, serviceVersion: Version, serviceInstanceId: node)
            .AddAttributes(attributes.Select(static a => new KeyValuePair<string, object>(a.Key, a.Value)));

    private static string? Version =>
        typeof(OtlpExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
