// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Core;

/// <summary>
/// Metrics and traces of the pipeline: documents by format and status, signatures by role, stages by duration, documents in flight.
/// While nobody listens a measurement costs a look at a flag; while somebody does it allocates nothing.
/// </summary>
public sealed class SigningInstruments : IDisposable
{
    /// <summary>The meter's name, and that of the source of spans.</summary>
    public const string MeterName = "HocBaSo.Signing";

    private const string Done = "Signed";
    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _documents;
    private readonly Counter<long> _signatures;
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _stages;

    /// <summary>Makes the instruments.</summary>
    public SigningInstruments()
    {
        _documents = _meter.CreateCounter<long>("hocbaso.documents", "{document}", "Documents by format and status.");
        _signatures = _meter.CreateCounter<long>(
            "hocbaso.signatures",
            "{signature}",
            "Signatures asked for, by role, format and the status of their document."
        );
        _durations = _meter.CreateHistogram(
            "hocbaso.document.duration",
            "s",
            "From the request to the signed document, by format and lane.",
            advice: MetricBuckets.Seconds
        );
        _stages = _meter.CreateHistogram(
            "hocbaso.stage.duration",
            "s",
            "Duration of a stage of a document.",
            advice: MetricBuckets.Seconds
        );
    }

    internal void ObserveInFlight(Func<int> inFlight) =>
        _meter.CreateObservableGauge("hocbaso.documents.in_flight", inFlight, "{document}", "Documents on their way.");

    /// <summary>Begins a document; ended by one of the two below, and disposed at its end.</summary>
    internal DocumentTrace Begin(SigningRequest request) =>
        new(SigningTraces.Document(request), _durations.Enabled ? Stopwatch.GetTimestamp() : 0);

    internal void Signed(SigningRequest request, in DocumentTrace trace)
    {
        Count(request, Done);
        if (trace.Start != 0)
        {
            _durations.Record(
                Stopwatch.GetElapsedTime(trace.Start).TotalSeconds,
                new("format", NameOf(request.Format)),
                new("lane", SigningTraces.NameOf(request.Lane))
            );
        }
    }

    internal void Failed(SigningRequest request, SigningErrorKind error, in DocumentTrace trace)
    {
        trace.Fail(error);
        Count(request, error.ToString());
    }

    internal Stage Measure(string stage) =>
        new(_stages, stage, _stages.Enabled ? Stopwatch.GetTimestamp() : 0, SigningTraces.Stage(stage));

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal static string NameOf(DocumentFormat format) => format == DocumentFormat.Pdf ? "Pdf" : "Xml";

    private void Count(SigningRequest request, string status)
    {
        var format = NameOf(request.Format);
        _documents.Add(1, new("format", format), new("status", status));
        if (!_signatures.Enabled)
        {
            return;
        }
        for (var i = 0; i < request.Steps.Count; i++)
        {
            var role = request.Steps[i].Claim.Role;
            var name = Enum.IsDefined(role) ? RoleClaim.NameOf(role) : "unknown";
            _signatures.Add(1, new("role", name), new("format", format), new("status", status));
        }
    }

    /// <summary>A running stage; recorded when disposed.</summary>
    internal readonly struct Stage(Histogram<double> stages, string name, long start, Activity? span) : IDisposable
    {
        /// <summary>Ends the span of a stage that didn't come to its end; its time isn't counted.</summary>
        public void Drop() => span?.Dispose();

        /// <inheritdoc />
        public void Dispose()
        {
            span?.Dispose();
            if (start != 0)
            {
                stages.Record(
                    Stopwatch.GetElapsedTime(start).TotalSeconds,
                    new KeyValuePair<string, object?>("stage", name)
                );
            }
        }
    }
}
