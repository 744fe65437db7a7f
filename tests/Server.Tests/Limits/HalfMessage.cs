// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>gRPC over HTTP/2: a message that states a size, of which only so many octets come. Then the client is silent, and doesn't end it.</summary>
internal sealed class HalfMessage : HttpContent
{
    private const int Chunk = 16 << 10;
    private readonly int _stated;
    private readonly int _sent;

    public HalfMessage(int stated, int sent)
    {
        (_stated, _sent) = (stated, sent);
        Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
    }

    /// <summary>Octets that went out, as far as the server let them.</summary>
    public int Sent { get; private set; }

    /// <summary>Calls with such a message.</summary>
    /// <returns>The status of gRPC, from an answer without body.</returns>
    public static async Task<string> CallAsync(
        TestHost host,
        HttpClient http,
        string method,
        HalfMessage message,
        string? client = null
    )
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Host.GrpcAddress, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = message,
            Headers = { { "te", "trailers" }, { "x-client", client ?? "other" } },
        };
        using var answer = await http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead);
        return answer.Headers.GetValues("grpc-status").Single();
    }

    /// <summary>gRPC over HTTP/2: not compressed, so many octets.</summary>
    public static async Task WritePrefixAsync(Stream stream, int stated, CancellationToken cancellationToken)
    {
        var prefix = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), stated);
        await stream.WriteAsync(prefix, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await WritePrefixAsync(stream, _stated, cancellationToken);
        var octets = new byte[Chunk];
        while (Sent < _sent)
        {
            var next = Math.Min(Chunk, _sent - Sent);
            await stream.WriteAsync(octets.AsMemory(0, next), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            Sent += next;
        }
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
