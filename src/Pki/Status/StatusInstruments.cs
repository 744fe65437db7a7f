// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>The metrics of certificate status.</summary>
public sealed class StatusInstruments : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "HocBaSo.Signing.CertificateStatus";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _exchanges;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public StatusInstruments()
    {
        _exchanges = _meter.CreateCounter<long>(
            "hocbaso.status.exchanges",
            "{exchange}",
            "Questions to responders and CRL servers by outcome."
        );
        _duration = _meter.CreateHistogram(
            "hocbaso.status.duration",
            "s",
            "From the question to the checked answer.",
            advice: MetricBuckets.Seconds
        );
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void Ended(string outcome, TimeSpan elapsed)
    {
        var how = new KeyValuePair<string, object?>("outcome", outcome);
        _exchanges.Add(1, how);
        _duration.Record(elapsed.TotalSeconds, how);
    }
}
