// SPDX-License-Identifier: Apache-2.0
using System.Net;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Responders and CRL servers without a network: a host, or a host and path, maps to what it answers to a body.</summary>
internal sealed class StubSources : HttpMessageHandler
{
    private readonly Dictionary<string, Func<byte[], CancellationToken, Task<HttpResponseMessage>>> _places = [];
    private readonly Lock _lock = new();
    private int _asked;

    /// <summary>How many requests there were.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public void On(string place, Func<byte[], byte[]> answer) =>
        On(place, (body, _) => Task.FromResult(Ok(answer(body))));

    public void On(string place, HttpStatusCode status) =>
        On(place, (_, _) => Task.FromResult(new HttpResponseMessage(status)));

    public void On(string place, Func<byte[], CancellationToken, Task<HttpResponseMessage>> answer)
    {
        lock (_lock)
        {
            _places[place] = answer;
        }
    }

    public static HttpResponseMessage Ok(byte[] content) =>
        new(HttpStatusCode.OK) { Content = new ByteArrayContent(content) };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _asked);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Func<byte[], CancellationToken, Task<HttpResponseMessage>>? answer;
        lock (_lock)
        {
            var url = request.RequestUri!;
            answer = _places.GetValueOrDefault(url.Host + url.AbsolutePath) ?? _places.GetValueOrDefault(url.Host);
        }

        return answer is null
            ? throw new HttpRequestException("Connection refused.")
            : await answer(body, cancellationToken);
    }
}
