// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>What the server tells of its work, and whom. docs/observability.md names every metric and span.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Whether /metrics is served beside /health. Default: it is.</summary>
    public bool MetricsPage { get; init; } = true;

    /// <summary>
    /// Attributes of the resource in all that is exported, such as <c>deployment.environment.name</c>; they stand beside
    /// <c>service.name</c>, <c>service.version</c> and <c>service.instance.id</c> (the node), and override them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Resource { get; init; } = new Dictionary<string, string>();

    /// <summary>The collector that metrics and traces are sent to; null, the default, for none.</summary>
    public OtlpOptions? Otlp { get; init; }
}
