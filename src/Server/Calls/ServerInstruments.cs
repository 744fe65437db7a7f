// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using Grpc.Core;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Metrics of the meter <c>HocBaSo.Signing.Server</c>. Times in seconds.</summary>
internal sealed class ServerInstruments : IDisposable
{
    /// <summary>The meter's name, and that of the source of spans.</summary>
    public const string MeterName = "HocBaSo.Signing.Server";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _calls;
    private readonly Counter<long> _items;
    private readonly Counter<long> _streamsLetGo;
    private readonly Counter<long> _streamsCleared;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _heldBack;
    private readonly Histogram<double> _answers;
    private int _itemsInFlight;

    public ServerInstruments()
    {
        _calls = _meter.CreateHistogram(
            "rpc.server.duration",
            "s",
            "Calls, by method and status",
            advice: MetricBuckets.Seconds
        );
        _items = _meter.CreateCounter<long>("hocbaso.batch.items", "{item}", "Items that streams have begun");
        _streamsLetGo = _meter.CreateCounter<long>(
            "hocbaso.batch.streams.let_go",
            "{stream}",
            "Streams ended because their client did nothing, by reason: idle, stalled"
        );
        _streamsCleared = _meter.CreateCounter<long>(
            "hocbaso.http2.streams.cleared",
            "{stream}",
            "HTTP/2 streams that would have lost their next answer"
        );
        _refused = _meter.CreateCounter<long>(
            "hocbaso.client.refused",
            "{refusal}",
            "Calls and items refused for load, by client, kind and limit"
        );
        _heldBack = _meter.CreateHistogram(
            "hocbaso.client.held_back",
            "s",
            "How long an item of a stream waited for a limit of its client, by client",
            advice: MetricBuckets.Seconds
        );
        _answers = _meter.CreateHistogram(
            "hocbaso.batch.answer.duration",
            "s",
            "From an item's finished work to the end of its answer: the turn to write, and the client's reading",
            advice: MetricBuckets.Seconds
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

    public void ObserveCertificate(Func<TimeSpan> remaining) =>
        _meter.CreateObservableGauge(
            "hocbaso.tls.certificate.remaining",
            () => Math.Round(remaining().TotalDays, 3),
            "d",
            "Until the certificate that the gRPC port shows ends; below 0 when it has ended"
        );

    public void ItemBegan()
    {
        Interlocked.Increment(ref _itemsInFlight);
        _items.Add(1);
    }

    public void ItemAnswered(TimeSpan duration) => _answers.Record(duration.TotalSeconds);

    public void ItemEnded() => Interlocked.Decrement(ref _itemsInFlight);

    public void StreamLetGo(string reason) => _streamsLetGo.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Kestrel gave a stream to a call with what was left of another one.</summary>
    public void StreamCleared() => _streamsCleared.Add(1);

    /// <summary>A client was refused for a limit of its own, or (<c>server</c>) because the server is full.</summary>
    public void Refused(string client, SigningErrorKind kind, string limit) =>
        _refused.Add(1, new("client", client), new("kind", kind.ToString()), new("limit", limit));

    public void HeldBack(string client, TimeSpan duration) =>
        _heldBack.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("client", client));

    public void Called(string method, StatusCode status, TimeSpan duration)
    {
        if (_calls.Enabled)
        {
            _calls.Record(duration.TotalSeconds, new("method", method), new("status", status.ToString()));
        }
    }

    public void Dispose() => _meter.Dispose();
}
