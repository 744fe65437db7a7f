// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Listens to the meters of a server in this process: how long the stages of documents took in all, on the wall. Costs a little at every
/// stage, so it is done for a report only.
/// </summary>
internal sealed class StageTimes : IDisposable
{
    private const string Stage = "hocbaso.stage.duration";
    private const string Busy = "hocbaso.hsm.session.busy";
    private const string Commit = "hocbaso.journal.commit.duration";
    private readonly ConcurrentDictionary<string, StrongSum> _sums = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public StageTimes()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            var isOurs =
                instrument.Meter.Name
                is SigningInstruments.MeterName
                    or Pkcs11Instruments.MeterName
                    or JournalInstruments.MeterName;
            if (isOurs && instrument.Name is Stage or Busy or Commit)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) =>
            {
                var name = instrument.Name switch
                {
                    Busy => "token busy",
                    Commit => "journal commit",
                    _ => tags.Length > 0 ? (string)tags[0].Value! : "stage",
                };
                _sums.GetOrAdd(name, static _ => new StrongSum()).Add(value);
            }
        );
        _listener.Start();
    }

    /// <summary>Seconds by stage so far.</summary>
    public IReadOnlyDictionary<string, double> Read() =>
        _sums.ToDictionary(static sum => sum.Key, static sum => sum.Value.Value, StringComparer.Ordinal);

    /// <summary>Seconds by stage since an earlier reading.</summary>
    public IReadOnlyDictionary<string, double> Since(IReadOnlyDictionary<string, double> earlier) =>
        Read().ToDictionary(static s => s.Key, s => s.Value - earlier.GetValueOrDefault(s.Key), StringComparer.Ordinal);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private sealed class StrongSum
    {
        private long _nanoseconds;

        public double Value => Volatile.Read(ref _nanoseconds) / 1e9;

        public void Add(double seconds) => Interlocked.Add(ref _nanoseconds, (long)(seconds * 1e9));
    }
}
