// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What a client finds on its streams while another holds their memory for as long as it can.</summary>
public sealed class StreamMemoryTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task SignBatch_WhenAnotherClientHoldsAllTheMemory_IsServedAllTheSame()
    {
        var callers = new NamedCallers().With("greedy", ClientLimitOptions.None).With("b", ClientLimitOptions.None);
        await using var host = await TestHost.StartAsync(
            limits: new LimitOptions { MaxMegabytesInFlight = 1 },
            callers: callers.Parts
        );
        using var greedy = await BeginAsync(host, "greedy", 500_000);
        using var more = await BeginAsync(host, "greedy", 500_000);
        using var third = await BeginAsync(host, "greedy", 500_000);
        await Within(UntilAsync(() => host.Instruments.ItemsInFlight == 2));

        using var other = await BeginAsync(host, "b", 400_000);
        await other.RequestStream.WriteAsync(Chunk(new byte[200_000]));
        await other.RequestStream.WriteAsync(Chunk(new byte[200_000]));
        do
        {
            Assert.True(await other.ResponseStream.MoveNext(default).WaitAsync(s_soon));
        } while (other.ResponseStream.Current.Done is null);

        Assert.Null(other.ResponseStream.Current.Done.Error);
        await Within(UntilAsync(() => host.Instruments.ItemsInFlight == 2));
    }

    [Fact]
    public async Task SignBatch_WhenAChunkIsEmpty_EndsTheStream()
    {
        await using var host = await TestHost.StartAsync();
        using var call = host.Signing.SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First());
        await call.RequestStream.WriteAsync(Start("d", 300_000));
        await call.RequestStream.WriteAsync(Chunk([]));

        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default).WaitAsync(s_soon));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.Equal(0, host.Instruments.ItemsInFlight);
    }

    private static async Task<AsyncDuplexStreamingCall<Wire.SignBatchRequest, Wire.SignBatchResponse>> BeginAsync(
        TestHost host,
        string client,
        long size
    )
    {
        var call = host.Signing.SignBatch(NamedCallers.By(client));
        await call.RequestStream.WriteAsync(TestHost.First());
        await call.RequestStream.WriteAsync(Start("d", size));
        return call;
    }
}
