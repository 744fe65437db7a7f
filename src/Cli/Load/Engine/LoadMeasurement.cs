// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What was measured of a run.</summary>
internal sealed record LoadMeasurement
{
    /// <summary>What was run.</summary>
    public required LoadScenario Scenario { get; init; }

    /// <summary>Its flows.</summary>
    public required IReadOnlyList<FlowResult> Flows { get; init; }

    /// <summary>The run in slices.</summary>
    public required IReadOnlyList<LoadSlice> Slices { get; init; }

    /// <summary>From the end of the warm-up to the last answer of what was due within the duration.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What the server used meanwhile; null when nobody says.</summary>
    public required ServerUse? Server { get; init; }

    /// <summary>The most resident memory meanwhile; null when nobody says.</summary>
    public required long? PeakRssBytes { get; init; }

    /// <summary>Seconds by stage of the pipeline; empty when they were not listened to.</summary>
    public IReadOnlyDictionary<string, double> StageSeconds { get; init; } = new Dictionary<string, double>();

    /// <summary>All flows' latencies.</summary>
    public LatencyHistogram Latencies
    {
        get
        {
            var all = new LatencyHistogram();
            foreach (var flow in Flows)
            {
                all.Add(flow.Recorder.Latencies);
            }
            return all;
        }
    }

    /// <summary>Documents done.</summary>
    public long Documents => Flows.Sum(static flow => flow.Recorder.Documents);

    /// <summary>Documents that failed.</summary>
    public long Errors => Flows.Sum(static flow => flow.Recorder.Errors);

    /// <summary>Signatures by keys of identities.</summary>
    public long Signatures => Flows.Sum(static flow => flow.Recorder.Documents * flow.SignaturesPerDocument);

    /// <summary>Documents done per second.</summary>
    public double DocumentsPerSecond => Documents / Duration.TotalSeconds;

    /// <summary>Signatures per second.</summary>
    public double SignaturesPerSecond => Signatures / Duration.TotalSeconds;
}
