// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>The measurements of a journal, on the meter <see cref="MeterName"/>.</summary>
public sealed class JournalInstruments : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "HocBaSo.Signing.Storage";

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly Histogram<int> _commitRows;
    private readonly Histogram<double> _commitDuration;
    private readonly UpDownCounter<int> _queueLength;
    private readonly Counter<long> _failures;

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">The host's factory, which then owns the meter; null for a meter of its own.</param>
    public JournalInstruments(IMeterFactory? factory = null)
    {
        _ownsMeter = factory is null;
        _meter = factory?.Create(new MeterOptions(MeterName)) ?? new Meter(MeterName);
        _commitRows = _meter.CreateHistogram(
            "hocbaso.journal.commit.rows",
            "{row}",
            "Rows in a commit",
            advice: MetricBuckets.Counts
        );
        _commitDuration = _meter.CreateHistogram(
            "hocbaso.journal.commit.duration",
            "s",
            "Time from the first row written to the commit's end",
            advice: MetricBuckets.Seconds
        );
        _queueLength = _meter.CreateUpDownCounter<int>(
            "hocbaso.journal.queue.length",
            "{append}",
            "Appends that wait for the writer"
        );
        _failures = _meter.CreateCounter<long>(
            "hocbaso.journal.failures",
            "{failure}",
            "Commits and recoveries that failed"
        );
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_ownsMeter)
        {
            _meter.Dispose();
        }
    }

    /// <summary>Tells how large the journal is whenever somebody looks.</summary>
    internal void Watch(Func<JournalHealth> health)
    {
        _meter.CreateObservableGauge("hocbaso.journal.rows", () => health().Rows, "{row}", "Rows in the journal");
        _meter.CreateObservableGauge(
            "hocbaso.journal.file.size",
            () => health().FileBytes,
            "By",
            "Size of the journal's file and its WAL"
        );
        _meter.CreateObservableGauge(
            "hocbaso.journal.disk.free",
            // What the system doesn't say is no measurement: 0 would read as a full disk.
            () => health().FreeDiskBytes is { } free ? [new Measurement<long>(free)] : Array.Empty<Measurement<long>>(),
            "By",
            "Free on the journal's disk"
        );
    }

    internal void Committed(int rows, TimeSpan duration)
    {
        _commitRows.Record(rows);
        _commitDuration.Record(duration.TotalSeconds);
    }

    internal void Queued(int appends) => _queueLength.Add(appends);

    internal void Failed() => _failures.Add(1);
}
