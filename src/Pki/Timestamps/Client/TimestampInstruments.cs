// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Pki;

/// <summary>The metrics of the timestamp client.</summary>
public sealed class TimestampInstruments : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "HocBaSo.Signing.Timestamps";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;
    private readonly Counter<long> _alarms;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public TimestampInstruments()
    {
        _requests = _meter.CreateCounter<long>(
            "hocbaso.timestamp.requests",
            "{request}",
            "Requests by authority and outcome."
        );
        _alarms = _meter.CreateCounter<long>(
            "hocbaso.timestamp.alarms",
            "{alarm}",
            "Rejections and tokens that fail checks."
        );
        _duration = _meter.CreateHistogram<double>(
            "hocbaso.timestamp.duration",
            "s",
            "From the request to the checked token."
        );
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void Answered(string authority, TimestampOutcome outcome, TimeSpan elapsed)
    {
        var name = new KeyValuePair<string, object?>("authority", authority);
        var how = new KeyValuePair<string, object?>("outcome", outcome.ToString());
        _requests.Add(1, name, how);
        _duration.Record(elapsed.TotalSeconds, name, how);
    }

    internal void Alarm(string authority) => _alarms.Add(1, new KeyValuePair<string, object?>("authority", authority));
}
