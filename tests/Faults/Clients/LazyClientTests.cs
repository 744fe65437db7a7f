// SPDX-License-Identifier: Apache-2.0
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Faults;

/// <summary>Clients that hold a stream or a connection and do nothing with it.</summary>
public sealed class LazyClientTests
{
    private const int Patient = 3600;

    [Fact]
    public async Task Client_WhenItNeverReads_StopsBeingReadAndIsLetGo()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var limits = new LimitOptions { StalledStreamSeconds = 2, IdleStreamSeconds = Patient };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var call = Open(server);
        var transcript = FaultSchool.Transcripts(1)[0].Xml;

        // 1,000 documents are sent, none is read: the server takes what it may hold, then no more.
        var sending = SendAllAsync(call, transcript, 1000);
        await server.SignAsync();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(held < 64 << 20, $"{held >> 20} MiB are held");

        await server.Logs.OfAsync(1104);
        var sent = await sending.WaitAsync(FaultServer.Patience);
        Assert.True(sent < 1000, "the stream was read to its end");
        Assert.Equal(1, server.Metrics.Of("hocbaso.batch.streams.let_go", "stalled"));
        await server.Logs.OfAsync(1001, "SignBatch ended Cancelled");
        var end = await Assert.ThrowsAsync<RpcException>(() => ReadToEndAsync(call));
        Assert.NotEqual(StatusCode.OK, end.StatusCode);
        await server.SignAsync();
        await server.HealthIsAsync(serving: true, "hsm", "Ready");
    }

    [Theory]
    [InlineData(0)] // not even the settings
    [InlineData(1)] // the settings, and no document
    [InlineData(2)] // the start of a document, and not the rest
    public async Task Client_WhenItNeverSends_IsLetGo(int messages)
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var limits = new LimitOptions { IdleStreamSeconds = 1, StalledStreamSeconds = Patient };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits));
        using var call = Open(server);
        SignBatchRequest[] all = [First(), new SignBatchRequest { Start = Start("d", 300_000) }];
        foreach (var message in all.Take(messages))
        {
            await call.RequestStream.WriteAsync(message);
        }

        var end = await Assert.ThrowsAsync<RpcException>(() => ReadToEndAsync(call));

        Assert.Equal(StatusCode.Cancelled, end.StatusCode);
        Assert.Contains("sent nothing for 1 seconds", end.Status.Detail);
        await server.Logs.OfAsync(1103);
        Assert.Equal(1, server.Metrics.Of("hocbaso.batch.streams.let_go", "idle"));
        Assert.Equal(0, server.Metrics.Of("hocbaso.batch.streams.let_go", "stalled"));
        await server.SignAsync();
    }

    [Fact]
    public async Task Streams_WhenTheyHoldAllTheMemory_WaitUntilTheIdleOneIsLetGo()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var limits = new LimitOptions { MaxMegabytesInFlight = 1, IdleStreamSeconds = 2 };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits));
        using var greedy = Open(server);
        await greedy.RequestStream.WriteAsync(First());
        await greedy.RequestStream.WriteAsync(new SignBatchRequest { Start = Start("d", 900_000) });
        await server.Metrics.ReachesAsync("hocbaso.batch.items", 1);

        // White space behind the root is no part of what is signed.
        byte[] large = [.. FaultSchool.Transcripts(1)[0].Xml, .. Enumerable.Repeat((byte)'\n', 500_000)];
        var documents = new[] { new DocumentToSign("large", large) }.ToAsyncEnumerable();
        var other = server.Client.SignBatchAsync(documents, FaultSchool.AllSteps()).SingleAsync().AsTask();
        // A call of one document needs no room on streams.
        await server.SignAsync();
        Assert.False(other.IsCompleted);

        var signed = await other.WaitAsync(FaultServer.Patience);
        await server.VerifyAsync(signed.Signed!.Document);
        Assert.Equal(1, server.Metrics.Of("hocbaso.batch.streams.let_go", "idle"));
    }

    [Fact]
    public async Task Streams_WhenTheyHoldAllTheMemory_WaitUntilTheOneThatDribblesIsLetGo()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var limits = new LimitOptions { MaxMegabytesInFlight = 1, IdleStreamSeconds = 2 };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits));
        using var greedy = Open(server);
        await greedy.RequestStream.WriteAsync(First());
        await greedy.RequestStream.WriteAsync(new SignBatchRequest { Start = Start("d", 900_000) });
        await server.Metrics.ReachesAsync("hocbaso.batch.items", 1);
        var dribbling = DribbleAsync(greedy);

        byte[] large = [.. FaultSchool.Transcripts(1)[0].Xml, .. Enumerable.Repeat((byte)'\n', 500_000)];
        var documents = new[] { new DocumentToSign("large", large) }.ToAsyncEnumerable();
        var other = server.Client.SignBatchAsync(documents, FaultSchool.AllSteps()).SingleAsync().AsTask();

        var signed = await other.WaitAsync(FaultServer.Patience);
        await server.VerifyAsync(signed.Signed!.Document);
        Assert.Equal(1, server.Metrics.Of("hocbaso.batch.streams.let_go", "idle"));
        Assert.Equal(StatusCode.Cancelled, await dribbling.WaitAsync(FaultServer.Patience));
    }

    [Fact]
    public async Task Stream_WhenItsClientWaitsForWorkInHand_IsNotIdle()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = new FaultSetting { Module = new TestKit.FaultyModule(), Secrets = [token.Pin] };
        var limits = new LimitOptions { IdleStreamSeconds = 1 };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits), setting);
        using var call = Open(server);
        using (var blockade = setting.Module.Block("C_Sign"))
        {
            await call.RequestStream.WriteAsync(First());
            var start = Start("d", 0);
            start.Content = ByteString.CopyFrom(FaultSchool.Transcripts(1)[0].Xml);
            await call.RequestStream.WriteAsync(new SignBatchRequest { Start = start });
            await blockade.Entered;
            await Task.Delay(TimeSpan.FromSeconds(2.5));
        }

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(FaultServer.Patience));
        Assert.Equal("d", call.ResponseStream.Current.Start.ItemId);
        Assert.Equal(0, server.Metrics.Of("hocbaso.batch.streams.let_go"));
    }

    [Fact]
    public async Task Connection_WhenItCarriesNoCall_IsClosed()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var limits = new LimitOptions { IdleConnectionSeconds = 1 };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits));
        using var silent = new TcpClient();
        await silent.ConnectAsync(server.Address.Host, server.Address.Port);
        using var greeted = new TcpClient();
        await greeted.ConnectAsync(server.Address.Host, server.Address.Port);
        // The preface of HTTP/2 with empty settings: a connection that lives, and carries nothing.
        await greeted.GetStream().WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"u8.ToArray());

        Assert.True(await EndsAsync(greeted), "the idle connection stayed");
        Assert.True(await EndsAsync(silent), "the silent connection stayed");
        await server.SignAsync();
    }

    private static async Task<bool> EndsAsync(TcpClient client)
    {
        using var limit = new CancellationTokenSource(FaultServer.Patience);
        var buffer = new byte[1024];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, limit.Token) > 0) { }
            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static AsyncDuplexStreamingCall<SignBatchRequest, SignBatchResponse> Open(FaultServer server) =>
        new SigningService.SigningServiceClient(server.Channel).SignBatch();

    private static SignBatchRequest First() =>
        new()
        {
            Settings = new BatchSettings { Settings = FaultSchool.AllSteps(), MaxInFlight = 32 },
        };

    private static ItemStart Start(string id, long size) =>
        new()
        {
            ItemId = id,
            Format = DocumentFormat.Xml,
            Size = size,
        };

    /// <summary>How many documents could be sent before the call ended.</summary>
    private static async Task<int> SendAllAsync(
        AsyncDuplexStreamingCall<SignBatchRequest, SignBatchResponse> call,
        byte[] document,
        int count
    )
    {
        var content = ByteString.CopyFrom(document);
        var sent = 0;
        try
        {
            await call.RequestStream.WriteAsync(First());
            for (; sent < count; sent++)
            {
                var start = Start($"d{sent}", 0);
                start.Content = content;
                await call.RequestStream.WriteAsync(new SignBatchRequest { Start = start });
            }
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
            return sent;
        }
        return sent;
    }

    /// <summary>Sends an octet of a document now and then, for as long as the stream takes them; tells what it ended with.</summary>
    private static async Task<StatusCode> DribbleAsync(
        AsyncDuplexStreamingCall<SignBatchRequest, SignBatchResponse> call
    )
    {
        var octet = new SignBatchRequest { Chunk = new ItemChunk { Data = ByteString.CopyFrom(0) } };
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await tick.WaitForNextTickAsync())
            {
                await call.RequestStream.WriteAsync(octet);
            }
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
            // The status says why.
        }
        var end = await Assert.ThrowsAsync<RpcException>(() => ReadToEndAsync(call));
        return end.StatusCode;
    }

    private static async Task ReadToEndAsync(AsyncDuplexStreamingCall<SignBatchRequest, SignBatchResponse> call)
    {
        using var limit = new CancellationTokenSource(FaultServer.Patience);
        while (await call.ResponseStream.MoveNext(limit.Token)) { }
    }
}
