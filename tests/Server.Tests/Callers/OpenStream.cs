// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Client;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>A stream of signatures on a connection of its own, one document at a time.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly AsyncDuplexStreamingCall<Wire.SignBatchRequest, Wire.SignBatchResponse> _call;

    private OpenStream(AsyncDuplexStreamingCall<Wire.SignBatchRequest, Wire.SignBatchResponse> call) => _call = call;

    public static async Task<OpenStream> BeginAsync(CallerSite site, ClientTls tls)
    {
        var call = new Wire.SigningService.SigningServiceClient(site.Channel(tls)).SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First());
        return new OpenStream(call);
    }

    /// <summary>Sends a document and waits for its answer.</summary>
    public async Task SignAsync(string id)
    {
        await _call.RequestStream.WriteAsync(
            new Wire.SignBatchRequest
            {
                Start = new Wire.ItemStart
                {
                    ItemId = id,
                    Format = Wire.DocumentFormat.Xml,
                    Size = 4,
                    Content = ByteString.CopyFromUtf8("<a/>"),
                },
            }
        );
        do
        {
            Assert.True(await _call.ResponseStream.MoveNext(CancellationToken.None));
        } while (_call.ResponseStream.Current.Done is null);
        Assert.Null(_call.ResponseStream.Current.Done.Error);
        Assert.Equal(id, _call.ResponseStream.Current.Done.ItemId);
    }

    /// <summary>Sends the half of a document.</summary>
    public async Task BeginDocumentAsync(string id)
    {
        var start = new Wire.ItemStart
        {
            ItemId = id,
            Format = Wire.DocumentFormat.Xml,
            Size = 4,
        };
        await _call.RequestStream.WriteAsync(new Wire.SignBatchRequest { Start = start });
        await _call.RequestStream.WriteAsync(Chunk("<a"));
    }

    /// <summary>Sends the other half and waits for an answer.</summary>
    public async Task EndDocumentAsync()
    {
        await _call.RequestStream.WriteAsync(Chunk("/>"));
        await _call.ResponseStream.MoveNext(CancellationToken.None);
    }

    private static Wire.SignBatchRequest Chunk(string text) =>
        new() { Chunk = new Wire.ItemChunk { Data = ByteString.CopyFromUtf8(text) } };

    /// <summary>Half-closes; the stream has to end well.</summary>
    public async Task EndAsync()
    {
        await _call.RequestStream.CompleteAsync();
        Assert.False(await _call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.OK, _call.GetStatus().StatusCode);
    }

    public void Dispose() => _call.Dispose();
}
