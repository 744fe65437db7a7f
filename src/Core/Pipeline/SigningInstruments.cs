// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Core;

/// <summary>Metrics of the pipeline: documents by format and status, stages by duration, documents in flight.</summary>
public sealed class SigningInstruments : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "HocBaSo.Signing";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _documents;
    private readonly Counter<long> _signatures;
    private readonly Histogram<double> _stages;

    /// <summary>Makes the instruments.</summary>
    public SigningInstruments()
    {
        _documents = _meter.CreateCounter<long>("hocbaso.documents", "{document}", "Documents by format and status.");
        _signatures = _meter.CreateCounter<long>("hocbaso.signatures", "{signature}", "Signatures returned, by role.");
        _stages = _meter.CreateHistogram<double>("hocbaso.stage.duration", "s", "Duration of a stage of a document.");
    }

    internal void ObserveInFlight(Func<int> inFlight) =>
        _meter.CreateObservableGauge("hocbaso.documents.in_flight", inFlight, "{document}", "Documents on their way.");

    internal void Ended(DocumentFormat format, SigningErrorKind? error) =>
        _documents.Add(
            1,
            new KeyValuePair<string, object?>("format", format),
            new KeyValuePair<string, object?>("status", error?.ToString() ?? "Signed")
        );

    internal void Signed(SignerRole role) => _signatures.Add(1, new KeyValuePair<string, object?>("role", role));

    internal Stage Measure(string stage) => new(_stages, stage, Stopwatch.GetTimestamp());

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    /// <summary>A running stage; recorded when disposed.</summary>
    internal readonly struct Stage(Histogram<double> stages, string name, long start) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose()
        {
            if (stages.Enabled)
            {
                stages.Record(
                    Stopwatch.GetElapsedTime(start).TotalSeconds,
                    new KeyValuePair<string, object?>("stage", name)
                );
            }
        }
    }
}
