// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Metrics of the meter <c>HocBaSo.Signing.Server</c>. Times in seconds.</summary>
internal sealed class ServerInstruments : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "HocBaSo.Signing.Server";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _calls;
    private readonly Counter<long> _items;
    private readonly Counter<long> _streamsLetGo;
    private int _itemsInFlight;

    public ServerInstruments()
    {
        _calls = _meter.CreateHistogram<double>("rpc.server.duration", "s", "Calls, by method and status");
        _items = _meter.CreateCounter<long>("hocbaso.batch.items", "{item}", "Items that streams have begun");
        _streamsLetGo = _meter.CreateCounter<long>(
            "hocbaso.batch.streams.let_go",
            "{stream}",
            "Streams ended because their client did nothing, by reason: idle, stalled"
        );
        _meter.CreateObservableGauge(
            "hocbaso.batch.items.in_flight",
            () => ItemsInFlight,
            "{item}",
            "Items not yet answered"
        );
    }

    /// <summary>Items of all streams between their first message and the end of their answer.</summary>
    public int ItemsInFlight => Volatile.Read(ref _itemsInFlight);

    public void ObserveStreamBytes(Func<long> bytes) =>
        _meter.CreateObservableGauge("hocbaso.batch.bytes.in_flight", bytes, "By", "Documents that streams hold");

    public void ItemBegan()
    {
        Interlocked.Increment(ref _itemsInFlight);
        _items.Add(1);
    }

    public void ItemEnded() => Interlocked.Decrement(ref _itemsInFlight);

    public void StreamLetGo(string reason) => _streamsLetGo.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Called(string method, StatusCode status, TimeSpan duration) =>
        _calls.Record(duration.TotalSeconds, new("method", method), new("status", status.ToString()));

    public void Dispose() => _meter.Dispose();
}
