// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Core;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What streams meet whose client is over a limit: a new one is not opened, an open one is read more slowly and nothing of it fails.</summary>
public sealed class QuotaStreamTests
{
    private readonly QuotaHouse _house = new();

    [Fact]
    public async Task SignBatch_WhenTheClientIsOverItsRate_IsNotOpened()
    {
        _house.Callers.With("a", new ClientLimitOptions { RequestsPerSecond = 1 });
        await using var host = await _house.StartAsync();
        await QuotaHouse.SignAsync(host, "a");

        using var call = host.Signing.SignBatch(NamedCallers.By("a"));
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));

        QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromSeconds(1));
        _house.RequireOneEvent("a", "SigningService/SignBatch", SigningErrorKind.QuotaExceeded, "requestsPerSecond");
    }

    [Fact]
    public async Task SignBatch_WhenItIsOverTheDocumentsOfASecond_IsReadMoreSlowlyAndNothingFails()
    {
        const int Count = 30;
        _house.Callers.With("a", new ClientLimitOptions { DocumentsPerSecond = 8 });
        await using var host = await _house.StartAsync();
        using var call = host.Signing.SignBatch(NamedCallers.By("a"));
        await call.RequestStream.WriteAsync(TestHost.First());
        var sending = SendAsync(call, Count);

        var answers = 0;
        while (answers < 7)
        {
            answers += await AnswerAsync(call);
        }
        var next = AnswerAsync(call);
        await Within(UntilAsync(() => _house.Signed == 7 && _house.Clock.PendingTimers > 0));
        Assert.False(next.IsCompleted);
        // A single call finds what the stream has left.
        await QuotaHouse.SignAsync(host, "a");
        var reading = Task.Run(async () =>
        {
            answers += await next;
            while (answers < Count)
            {
                answers += await AnswerAsync(call);
            }
        });
        await Within(AdvanceUntilAsync(reading));
        await Within(sending);
        Assert.Equal(Count + 1, _house.Signed);
        Assert.Empty(_house.Callers.Events.Events);
    }

    [Fact]
    public async Task SignBatch_WhenTheClientHasSeveralStreams_TheyShareItsPlaces()
    {
        _house.Callers.With("a", new ClientLimitOptions { InFlight = 4 });
        var (inHand, most) = (0, 0);
        await using var host = await _house.StartAsync(
            async (request, _) =>
            {
                lock (_house.Callers)
                {
                    most = Math.Max(most, ++inHand);
                }
                await Task.Yield();
                lock (_house.Callers)
                {
                    inHand--;
                }
                return FakeSigning.Signed(request);
            }
        );

        await Within(Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunAsync(host, 100))));

        Assert.InRange(most, 1, 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignBatch_WhenTheClientHasAllItsStreamsOpen_IsRefusedUntilOneEnds(bool isCancelled)
    {
        _house.Callers.With("a", new ClientLimitOptions { Streams = 2 });
        await using var host = await _house.StartAsync();
        using var first = await OpenAsync(host);
        using var second = await OpenAsync(host);

        var e = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(host));
        await Within(RunAsync(host, 3, "other"));
        await QuotaHouse.SignAsync(host, "a");

        QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        _house.RequireOneEvent("a", "SigningService/SignBatch", SigningErrorKind.QuotaExceeded, "streams");
        if (isCancelled)
        {
            first.Dispose();
        }
        else
        {
            await first.RequestStream.CompleteAsync();
        }
        await Within(UntilOpenAsync(host));
    }

    [Fact]
    public async Task SignBatch_WhenMuchComesBesidesTheSettings_IsNotHeld()
    {
        await using var host = await _house.StartAsync();
        using var call = host.Signing.SignBatch(NamedCallers.By("other"));
        // Field 1000, which nobody knows: 4,096 octets.
        byte[] padded = [.. TestHost.First().ToByteArray(), 0xC2, 0x3E, 0x80, 0x20, .. new byte[4096]];
        await call.RequestStream.WriteAsync(Wire.SignBatchRequest.Parser.ParseFrom(padded));

        var e = await Assert.ThrowsAsync<RpcException>(() => Within(call.ResponseStream.MoveNext(default)));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
    }

    // Open, that is: it has signed.
    private static async Task<AsyncDuplexStreamingCall<Wire.SignBatchRequest, Wire.SignBatchResponse>> OpenAsync(
        TestHost host
    )
    {
        var call = host.Signing.SignBatch(NamedCallers.By("a"));
        var answer = AnswerAsync(call);
        try
        {
            await call.RequestStream.WriteAsync(TestHost.First());
            await call.RequestStream.WriteAsync(Start("d", "doc"u8.ToArray()));
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // Refused before the message was out: the answer says why.
        }
        while (await answer == 0)
        {
            answer = AnswerAsync(call);
        }
        return call;
    }

    private static async Task UntilOpenAsync(TestHost host)
    {
        while (true)
        {
            try
            {
                using var call = await OpenAsync(host);
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task SendAsync(
        AsyncDuplexStreamingCall<Wire.SignBatchRequest, Wire.SignBatchResponse> call,
        int count
    )
    {
        for (var i = 0; i < count; i++)
        {
            await call.RequestStream.WriteAsync(Start($"d{i}", "doc"u8.ToArray()));
        }
        await call.RequestStream.CompleteAsync();
    }

    // 1 for the end of a document that was signed.
    private static async Task<int> AnswerAsync(
        AsyncDuplexStreamingCall<Wire.SignBatchRequest, Wire.SignBatchResponse> call
    )
    {
        Assert.True(await call.ResponseStream.MoveNext(default));
        var done = call.ResponseStream.Current.Done;
        Assert.Null(done?.Error);
        return done is null ? 0 : 1;
    }

    private static async Task RunAsync(TestHost host, int count, string client = "a")
    {
        using var call = host.Signing.SignBatch(NamedCallers.By(client));
        await call.RequestStream.WriteAsync(TestHost.First());
        var sending = SendAsync(call, count);
        for (var answers = 0; answers < count; )
        {
            answers += await AnswerAsync(call);
        }
        await sending;
    }

    private async Task AdvanceUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            _house.Clock.Advance(TimeSpan.FromMilliseconds(125));
            await Task.Delay(1);
        }
        await done;
    }
}
