// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>The metrics and spans of the timestamp client.</summary>
public sealed class TimestampInstruments : IDisposable
{
    /// <summary>The meter's name, and that of the source of spans.</summary>
    public const string MeterName = "HocBaSo.Signing.Timestamps";

    private static readonly ActivitySource s_source = new(MeterName);
    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;
    private readonly Counter<long> _alarms;
    private readonly Counter<long> _failovers;
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
        _failovers = _meter.CreateCounter<long>(
            "hocbaso.timestamp.failovers",
            "{failover}",
            "Timestamps that another authority was asked for, by the authority that gave none."
        );
        _duration = _meter.CreateHistogram(
            "hocbaso.timestamp.duration",
            "s",
            "From the request to the checked token.",
            advice: MetricBuckets.Seconds
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

    internal void FailedOver(string authority) =>
        _failovers.Add(1, new KeyValuePair<string, object?>("authority", authority));

    /// <summary>The span of one request; null when nobody takes it. Its tags are set at its end.</summary>
    internal static Activity? Ask() =>
        s_source.HasListeners() ? s_source.StartActivity("timestamp request", ActivityKind.Client) : null;

    internal static void Tell(Activity? span, string authority, TimestampOutcome outcome)
    {
        span?.SetTag("hocbaso.authority", authority);
        span?.SetTag("hocbaso.outcome", outcome.ToString());
        span?.SetStatus(outcome == TimestampOutcome.Granted ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
    }

    internal void Alarm(string authority) => _alarms.Add(1, new KeyValuePair<string, object?>("authority", authority));
}
