// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Faults;

/// <summary>Adds up the product's counters, and counts the records of its histograms, since it was made.</summary>
internal sealed class Metrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);

    public Metrics()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (IsOurs(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        _listener.Start();
    }

    /// <summary>The sum of an instrument's series that carry all these tag values.</summary>
    public double Of(string instrument, params string[] values) =>
        _sums
            .Where(s => s.Key.StartsWith(instrument + "|", StringComparison.Ordinal))
            .Where(s => values.All(v => s.Key.Contains($"={v}|", StringComparison.Ordinal)))
            .Sum(static s => s.Value);

    /// <summary>Ends when an instrument's sum is at least this.</summary>
    public async Task ReachesAsync(string instrument, double sum, params string[] values)
    {
        using var limit = new CancellationTokenSource(FaultServer.Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Of(instrument, values) < sum)
        {
            Assert.True(await tick.WaitForNextTickAsync(limit.Token));
        }
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsOurs(string meter) =>
        meter.StartsWith("HocBaSo.", StringComparison.Ordinal) || meter == "Microsoft.AspNetCore.Server.Kestrel";

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name + "|";
        foreach (var (key, tag) in tags)
        {
            name += $"{key}={tag}|";
        }
        var amount = instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal) ? 1 : value;
        _sums.AddOrUpdate(name, amount, (_, sum) => sum + amount);
    }
}
