// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>gRPC over HTTP/2: the message of a single call, of which the second half waits.</summary>
internal sealed class MessageInTwo : HttpContent
{
    private const string Sign = "/hocbaso.signing.v1.SigningService/Sign";
    private readonly byte[] _message;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MessageInTwo(IMessage message)
    {
        _message = message.ToByteArray();
        Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
    }

    /// <summary>When the first half is out.</summary>
    public Task FirstHalf => _first.Task;

    /// <summary>Sends the rest.</summary>
    public void Release() => _release.TrySetResult();

    /// <summary>Calls <c>Sign</c> with it; gives the status of gRPC of an answer without body.</summary>
    public async Task<string> CallAsync(HttpClient http, Uri server, string client = "")
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(server, Sign))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = this,
            Headers = { { "te", "trailers" }, { "x-client", client } },
        };
        using var answer = await http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead);
        return answer.Headers.GetValues("grpc-status").Single();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await HalfMessage.WritePrefixAsync(stream, _message.Length, CancellationToken.None);
        var half = _message.Length / 2;
        await stream.WriteAsync(_message.AsMemory(0, half));
        await stream.FlushAsync();
        _first.TrySetResult();
        await _release.Task;
        await stream.WriteAsync(_message.AsMemory(half));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
