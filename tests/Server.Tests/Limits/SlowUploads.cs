// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Http.Headers;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Calls of a client whose messages come in so slowly that they don't end, yet fast enough not to be cut off.</summary>
internal sealed class SlowUploads : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _end = new();
    private Task _calls = Task.CompletedTask;

    /// <summary>Begins so many calls, each anew when it is refused; disposal breaks them off.</summary>
    public static SlowUploads Open(TestHost host, string client, int count)
    {
        var uploads = new SlowUploads();
        var address = new Uri(host.Host.GrpcAddress, "/hocbaso.signing.v1.SigningService/Sign");
        uploads._calls = Task.WhenAll(
            Enumerable.Range(0, count).Select(_ => uploads.KeepSendingAsync(address, client))
        );
        return uploads;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _calls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _end.Dispose();
    }

    private async Task KeepSendingAsync(Uri address, string client)
    {
        while (true)
        {
            await SendAsync(address, client);
            await Task.Delay(1, _end.Token);
        }
    }

    private async Task SendAsync(Uri address, string client)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new SlowContent(),
            Headers = { { "te", "trailers" }, { "x-client", client } },
        };
        using var answer = await _http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, _end.Token);
    }

    /// <summary>gRPC over HTTP/2: a message of 4 MiB, of which 1 KiB is sent every tenth of a second.</summary>
    private sealed class SlowContent : HttpContent
    {
        private const int MessageBytes = 4 << 20;

        public SlowContent() => Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            await HalfMessage.WritePrefixAsync(stream, MessageBytes, cancellationToken);
            for (var sent = 0; sent < MessageBytes; sent += 1024)
            {
                await Task.Delay(100, cancellationToken);
                await stream.WriteAsync(new byte[1024], cancellationToken);
                await stream.FlushAsync(cancellationToken);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
