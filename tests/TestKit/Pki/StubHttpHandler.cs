// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Http.Headers;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.TestKit;

/// <summary>Authorities without a network: a host name maps to what it answers to a request body.</summary>
public sealed class StubHttpHandler : HttpMessageHandler
{
    private readonly Dictionary<string, Func<byte[], CancellationToken, Task<HttpResponseMessage>>> _hosts = [];

    /// <summary>The hosts that were asked, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Sets what a host answers.</summary>
    public void On(string host, Func<byte[], CancellationToken, Task<HttpResponseMessage>> answer) =>
        _hosts[host] = answer;

    /// <summary>Sets that a host is the built-in authority.</summary>
    public void On(string host, TimestampAuthority authority) =>
        On(host, async (body, token) => Reply(await authority.RespondAsync(body, token)));

    /// <summary>Sets that a host answers with a status.</summary>
    public void On(string host, HttpStatusCode status, RetryConditionHeaderValue? retryAfter = null) =>
        On(
            host,
            (_, _) =>
            {
                var response = new HttpResponseMessage(status);
                response.Headers.RetryAfter = retryAfter;
                return Task.FromResult(response);
            }
        );

    /// <summary>A timestamp reply.</summary>
    public static HttpResponseMessage Reply(byte[] body, string mediaType = TimestampAuthority.ReplyMediaType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        lock (Asked)
        {
            Asked.Add(request.RequestUri!.Host);
        }

        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        return _hosts.TryGetValue(request.RequestUri!.Host, out var answer)
            ? await answer(body, cancellationToken)
            : throw new HttpRequestException("Connection refused.");
    }
}
