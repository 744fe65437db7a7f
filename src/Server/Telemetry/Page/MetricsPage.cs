// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Server.Telemetry.Page;

/// <summary>
/// Listens to the meters of this process, and writes what they have measured since. Counters and histograms are kept as they come;
/// what is observed is asked for at each reading. Instruments of one name are one family: their values are added up. Thread-safe.
/// </summary>
internal sealed class MetricsPage : IDisposable
{
    // The runtime publishes these two as counters, though they go up and down and its documentation says so.
    private static readonly string[] s_mistaken =
    [
        "dotnet.thread_pool.queue.length",
        "dotnet.thread_pool.thread.count",
    ];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _reading = new();
    private readonly Action<Exception> _failed;

    /// <summary>Begins to listen.</summary>
    /// <param name="failed">Told of an instrument that could not be asked; the others are written all the same.</param>
    /// <param name="isTold">Which meters, by name; null for those of <see cref="Meters"/>.</param>
    public MetricsPage(Action<Exception> failed, Func<string, bool>? isTold = null)
    {
        _failed = failed;
        isTold ??= Meters.IsTold;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isTold(instrument.Meter.Name) && FamilyOf(instrument) is { } family)
            {
                listener.EnableMeasurementEvents(instrument, new Sink(family, IsLast(instrument)));
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, s) => Take(value, tags, s));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, s) => Take(value, tags, s));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, s) => Take(value, tags, s));
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, s) => Take(value, tags, s));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, s) => Take(value, tags, s));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, s) => Take(value, tags, s));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, s) => Take((double)value, tags, s));
        _listener.Start();
    }

    /// <summary>The page, in the text format 0.0.4.</summary>
    public string Write()
    {
        lock (_reading)
        {
            foreach (var family in _families.Values.Where(static f => f.IsObserved))
            {
                family.Forget();
            }
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException e)
            {
                _failed(e);
            }
            return ExpositionWriter.Write(_families.Values);
        }
    }

    public void Dispose() => _listener.Dispose();

    // On the way of every document: nothing is allocated here.
    private static void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var sink = (Sink)state!;
        var series = sink.Family.Find(tags);
        if (sink.Family.Kind == MetricKind.Histogram)
        {
            series.Record(value);
        }
        else if (sink.IsLast)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    // A gauge that is set; what is observed was forgotten before, so that it can be added up over instruments.
    private static bool IsLast(Instrument instrument) =>
        instrument is Gauge<int> or Gauge<long> or Gauge<double> or Gauge<float>;

    private MetricFamily? FamilyOf(Instrument instrument)
    {
        var (kind, bounds) = ShapeOf(instrument);
        var name = PrometheusNames.Metric(instrument.Name, instrument.Unit, kind);
        var family = _families.GetOrAdd(
            name,
            static (key, its) => new MetricFamily(key, its.Help, its.Kind, its.Bounds) { IsObserved = its.IsObserved },
            (Help: instrument.Description ?? "", Kind: kind, Bounds: bounds, IsObserved: instrument.IsObservable)
        );
        var isOne = (family.Kind, family.IsObserved) == (kind, instrument.IsObservable);
        return isOne && family.Bounds.AsSpan().SequenceEqual(bounds) ? family : null;
    }

    private static (MetricKind Kind, double[] Bounds) ShapeOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        var isCounter = type == typeof(Counter<>) || type == typeof(ObservableCounter<>);
        return type == typeof(Histogram<>) ? (MetricKind.Histogram, HistogramBounds.Of(instrument))
            : isCounter && !s_mistaken.Contains(instrument.Name, StringComparer.Ordinal) ? (MetricKind.Counter, [])
            : (MetricKind.Gauge, []);
    }

    private sealed record Sink(MetricFamily Family, bool IsLast);
}
