// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Telemetry.Otlp;
using HocBaSo.Signing.Server.Telemetry.Page;

namespace HocBaSo.Signing.Server.Telemetry;

/// <summary>What listens to the instruments: the page, and what is sent to a collector. Begun before all that measures, ended after it.</summary>
internal sealed partial class TelemetryParts : IAsyncDisposable
{
    private readonly OtlpExport? _export;

    private TelemetryParts(TelemetryOptions options, string node, ILogger<TelemetryParts> logger)
    {
        Page = options.MetricsPage ? new MetricsPage(e => LogNotAsked(logger, e)) : null;
        _export = options.Otlp is { } otlp ? new OtlpExport(otlp, options.Resource, node) : null;
        if (options.Otlp is { } told)
        {
            LogExport(logger, told.Endpoint, told.OverHttp ? "http-protobuf" : "grpc", told.TraceRatio);
        }
    }

    /// <summary>Null when it isn't served.</summary>
    public MetricsPage? Page { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="options">Checked.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="loggers">Where what fails is told.</param>
    public static TelemetryParts Start(TelemetryOptions options, string node, ILoggerFactory loggers) =>
        new(options, node, loggers.CreateLogger<TelemetryParts>());

    public async ValueTask DisposeAsync()
    {
        Page?.Dispose();
        if (_export is not null)
        {
            await _export.DisposeAsync();
        }
    }

    [LoggerMessage(1901, LogLevel.Warning, "A metric could not be read")]
    private static partial void LogNotAsked(ILogger logger, Exception cause);

    [LoggerMessage(1902, LogLevel.Information, "Telemetry goes to {Endpoint} ({Protocol}), traces of {Ratio:P1}")]
    private static partial void LogExport(ILogger logger, string endpoint, string protocol, double ratio);
}
