// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.V1;
using static HocBaSo.Signing.Server.Tests.BatchMessages;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What a stream holds at once, and what becomes of it when an end goes away.</summary>
public sealed class BatchFlowTests
{
    [Fact]
    public async Task SignBatch_WhenTenThousandDocumentsCome_KeepsMemoryFlat()
    {
        const int Count = 10_000;
        var limits = new LimitOptions { MaxInFlightPerStream = 16 };
        var most = 0;
        TestHost? running = null;
        await using var host = await TestHost.StartAsync(
            async (request, _) =>
            {
                InterlockedMax(ref most, running!.Instruments.ItemsInFlight);
                await Task.Yield();
                return FakeSigning.Signed(request);
            },
            limits
        );
        running = host;
        var content = Filled(1, 16 * 1024);
        var source = Enumerable.Range(0, Count).Select(i => new DocumentToSign($"d{i}", content)).ToAsyncEnumerable();
        long early = 0;
        var seen = 0;
        await foreach (var result in host.Client.SignBatchAsync(source, TestHost.Settings()))
        {
            Assert.True(result.IsSigned);
            if (++seen == 1_000)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }
        var late = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal(Count, seen);
        Assert.InRange(most, 1, 16);
        Assert.Equal(0, host.Instruments.ItemsInFlight);
        // 9,000 more documents of 16 KiB, in and out, are 290 MB: none of it may stay.
        Assert.True(late - early < 8 << 20, $"grew by {late - early} bytes");
    }

    [Fact]
    public async Task SignBatch_WhenTheClientDisappears_StopsTheWorkInHand()
    {
        var began = new SemaphoreSlim(0);
        var stopped = new SemaphoreSlim(0);
        await using var host = await TestHost.StartAsync(
            async (request, ct) =>
            {
                began.Release();
                try
                {
                    await Task.Delay(Timeout.Infinite, ct);
                }
                catch (OperationCanceledException)
                {
                    stopped.Release();
                }
                return FakeSigning.Failed(SigningErrorKind.Cancelled);
            }
        );
        using (var call = host.Signing.SignBatch())
        {
            await call.RequestStream.WriteAsync(TestHost.First());
            await call.RequestStream.WriteAsync(Start("a", "1"u8.ToArray()));
            await call.RequestStream.WriteAsync(Start("b", "2"u8.ToArray()));
            // A third one is left half-way, with its buffer rented.
            await call.RequestStream.WriteAsync(
                new SignBatchRequest
                {
                    Start = new ItemStart
                    {
                        ItemId = "c",
                        Format = Wire.Xml,
                        Size = 500_000,
                    },
                }
            );
            await call.RequestStream.WriteAsync(Chunk(new byte[1000]));
            await Within(began.WaitAsync());
            await Within(began.WaitAsync());
        }
        await Within(stopped.WaitAsync());
        await Within(stopped.WaitAsync());
        await Within(UntilAsync(() => host.Instruments.ItemsInFlight == 0));
    }

    [Fact]
    public async Task SignBatch_WhenTheClientDoesNotRead_StopsReading()
    {
        var begun = 0;
        var limits = new LimitOptions { MaxInFlightPerStream = 4 };
        await using var host = await TestHost.StartAsync(
            (request, _) =>
            {
                Interlocked.Increment(ref begun);
                return FakeSigning.Append(request, default);
            },
            limits
        );
        using var call = host.Signing.SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First());
        var content = Filled(7, 200 * 1024);
        var sent = 0;
        Task write;
        do
        {
            write = call.RequestStream.WriteAsync(Start($"d{sent++}", content));
        } while (await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(2))) == write && sent < 500);

        // Windows and buffers of both ends take some; then the sender is held back.
        Assert.False(write.IsCompleted);
        Assert.InRange(sent, 4, 60);
        Assert.InRange(host.Instruments.ItemsInFlight, 1, 4);
        Assert.InRange(begun, 1, 40);

        var answers = 0;
        var reading = Task.Run(async () =>
        {
            while (await call.ResponseStream.MoveNext(default))
            {
                answers += call.ResponseStream.Current.Done is null ? 0 : 1;
            }
        });
        await Within(write);
        await call.RequestStream.CompleteAsync();
        await Within(reading);
        Assert.Equal(sent, answers);
    }

    [Fact]
    public async Task SignBatch_WhenTheServerStops_FinishesWhatIsInHand()
    {
        var began = new SemaphoreSlim(0);
        var mayEnd = new TaskCompletionSource();
        var host = await TestHost.StartAsync(
            async (request, _) =>
            {
                began.Release();
                await mayEnd.Task;
                return FakeSigning.Signed(request);
            }
        );
        using var call = host.Signing.SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First());
        await call.RequestStream.WriteAsync(Start("a", "1"u8.ToArray()));
        await Within(began.WaitAsync());

        var stop = host.Host.DisposeAsync().AsTask();
        mayEnd.SetResult();
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal("a", call.ResponseStream.Current.Done.ItemId);
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
        await Within(stop);
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task SignBatch_WhenWorkDoesNotEndInTheLimit_TheServerStopsAllTheSame(int seconds)
    {
        var began = new SemaphoreSlim(0);
        var host = await TestHost.StartAsync(
            async (_, token) =>
            {
                began.Release();
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException("never ends by itself");
            },
            new LimitOptions { ShutdownSeconds = seconds }
        );
        using var call = host.Signing.SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First());
        await call.RequestStream.WriteAsync(Start("a", "1"u8.ToArray()));
        await Within(began.WaitAsync());

        await Within(host.Host.DisposeAsync().AsTask());

        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        await host.DisposeAsync();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
