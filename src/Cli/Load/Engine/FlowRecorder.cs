// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// What became of a flow's documents. Only those that were due after the warm-up are measured; the timeline sees all. Thread-safe.
/// </summary>
internal sealed class FlowRecorder(TimeSpan warmUp, LoadTimeline timeline)
{
    private readonly ConcurrentDictionary<string, long> _statuses = new(StringComparer.Ordinal);
    private long _documents;
    private long _errors;
    private long _lastEndTicks;
    private long _lateTicks;

    /// <summary>Latencies of documents that were done.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Documents that were done.</summary>
    public long Documents => Volatile.Read(ref _documents);

    /// <summary>Documents that were not.</summary>
    public long Errors => Volatile.Read(ref _errors);

    /// <summary>How many ended with which status.</summary>
    public IReadOnlyDictionary<string, long> Statuses => _statuses;

    /// <summary>When the last one that is measured had ended, from the beginning of the run.</summary>
    public TimeSpan LastEnd => TimeSpan.FromTicks(Volatile.Read(ref _lastEndTicks));

    /// <summary>The most that the generator itself was late with a document; it is part of the latency.</summary>
    public TimeSpan MostLate => TimeSpan.FromTicks(Volatile.Read(ref _lateTicks));

    /// <summary>Records one.</summary>
    /// <param name="due">When it should have been sent.</param>
    /// <param name="sent">When it was.</param>
    /// <param name="ended">When it had ended.</param>
    /// <param name="outcome">How.</param>
    public void Record(TimeSpan due, TimeSpan sent, TimeSpan ended, LoadOutcome outcome)
    {
        var latency = ended - due;
        timeline.Record(latency, outcome.IsOk);
        if (due < warmUp)
        {
            return;
        }
        _statuses.AddOrUpdate(outcome.Status, 1, static (_, count) => count + 1);
        Raise(ref _lastEndTicks, ended.Ticks);
        Raise(ref _lateTicks, (sent - due).Ticks);
        if (!outcome.IsOk)
        {
            Interlocked.Increment(ref _errors);
            return;
        }
        Interlocked.Increment(ref _documents);
        Latencies.Record(latency);
    }

    private static void Raise(ref long field, long value)
    {
        for (var seen = Volatile.Read(ref field); value > seen; )
        {
            var before = Interlocked.CompareExchange(ref field, value, seen);
            if (before == seen)
            {
                return;
            }
            seen = before;
        }
    }
}
