// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Metrics of the meter <c>HocBaSo.Signing.Pkcs11</c>. Times in seconds.</summary>
public sealed class Pkcs11Instruments : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "HocBaSo.Signing.Pkcs11";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _signatures;
    private readonly Counter<long> _stateChanges;
    private readonly Histogram<double> _busy;
    private readonly Histogram<double> _waits;

    internal Pkcs11Instruments(Func<int> waiting, Func<IEnumerable<Measurement<int>>> sessions)
    {
        _signatures = _meter.CreateCounter<long>(
            "hocbaso.hsm.signatures",
            "{signature}",
            "Calls into a token, by token and result"
        );
        _stateChanges = _meter.CreateCounter<long>(
            "hocbaso.hsm.token.state_changes",
            "{change}",
            "State changes, by token and new state"
        );
        _busy = _meter.CreateHistogram(
            "hocbaso.hsm.session.busy",
            "s",
            "Time of one signature inside the module, by token",
            advice: MetricBuckets.Seconds
        );
        _waits = _meter.CreateHistogram(
            "hocbaso.hsm.queue.duration",
            "s",
            "How long a signature waited for a session, by token that took it and lane",
            advice: MetricBuckets.Seconds
        );
        _meter.CreateObservableGauge("hocbaso.hsm.queue.length", waiting, "{signature}", "Signatures that wait");
        _meter.CreateObservableGauge(
            "hocbaso.hsm.sessions",
            sessions,
            "{session}",
            "Sessions that may sign at the same time, by token and type of key"
        );
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void Taken(string token, SigningLane lane, TimeSpan waited)
    {
        if (_waits.Enabled)
        {
            _waits.Record(
                waited.TotalSeconds,
                Named(token),
                new("lane", lane == SigningLane.Bulk ? "bulk" : "interactive")
            );
        }
    }

    internal void Signed(string token, Ckr code, TimeSpan busy)
    {
        if (_signatures.Enabled)
        {
            _signatures.Add(1, new("token", token), new("result", code.Name()));
        }

        if (_busy.Enabled)
        {
            _busy.Record(busy.TotalSeconds, Named(token));
        }
    }

    internal void StateChanged(string token, TokenState state) =>
        _stateChanges.Add(1, new("token", token), new("state", state.ToString()));

    private static KeyValuePair<string, object?> Named(string token) => new("token", token);
}
