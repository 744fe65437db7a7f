// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What a server that is told to stop still does, and for how long.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Stop_WhenCallersGoOnAsking_RefusesThemAndFinishesWhatIsInHand()
    {
        var (begun, signed) = (0, 0);
        var host = await TestHost.StartAsync(
            async (request, _) =>
            {
                // Not all alike, or the callers keep step and are all done at the same moment now and then.
                await Task.Delay(50 + (Interlocked.Increment(ref begun) % 7), CancellationToken.None);
                return FakeSigning.Signed(request);
            },
            new LimitOptions { ShutdownSeconds = 10 }
        );
        var refusals = 0;
        var callers = Enumerable.Range(0, 16).Select(_ => Task.Run(AskAsync)).ToArray();
        await Within(UntilAsync(() => Volatile.Read(ref signed) > 100));

        var start = Stopwatch.GetTimestamp();
        await Within(host.Host.DisposeAsync().AsTask());
        var took = Stopwatch.GetElapsedTime(start);
        await Within(Task.WhenAll(callers));

        Assert.InRange(took, TimeSpan.Zero, s_soon);
        Assert.Equal(begun, signed);
        // The others' calls met a connection that was being closed.
        Assert.InRange(refusals, callers.Length / 2, callers.Length);
        await host.DisposeAsync();

        async Task AskAsync()
        {
            try
            {
                while (true)
                {
                    await host.Signing.SignAsync(Request());
                    Interlocked.Increment(ref signed);
                }
            }
            catch (RpcException e)
            {
                var isRefused =
                    e is { StatusCode: StatusCode.Unavailable, Status.Detail: "The server is shutting down." };
                Interlocked.Add(ref refusals, isRefused ? 1 : 0);
            }
        }
    }

    [Fact]
    public async Task Stop_WhileWorkIsInHand_AnswersHealthAndRefusesTheRest()
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
        var inHand = host.Signing.SignAsync(Request()).ResponseAsync;
        await Within(began.WaitAsync());

        var stop = host.Host.DisposeAsync().AsTask();
        var refused = await Assert.ThrowsAsync<RpcException>(() => host.Signing.SignAsync(Request()).ResponseAsync);
        var health = await new Grpc.Health.V1.Health.HealthClient(host.Channel).CheckAsync(new HealthCheckRequest());
        mayEnd.SetResult();

        Assert.Equal(
            (StatusCode.Unavailable, "The server is shutting down."),
            (refused.StatusCode, refused.Status.Detail)
        );
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.Status);
        Assert.NotEmpty((await inHand.WaitAsync(s_soon)).Document);
        await Within(stop);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Stop_WhenStreamsWaitForTheirClients_EndsThem()
    {
        var host = await TestHost.StartAsync();
        using var batch = host.Signing.SignBatch();
        using var reflection = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await reflection.ResponseStream.MoveNext(default));
        // Their headers are in: they come at once.
        await Within(batch.ResponseHeadersAsync);
        var ends = Task.WhenAll(
            RequireUnavailableAsync(batch.ResponseStream),
            RequireUnavailableAsync(reflection.ResponseStream)
        );

        var start = Stopwatch.GetTimestamp();
        await Within(host.Host.DisposeAsync().AsTask());
        var took = Stopwatch.GetElapsedTime(start);

        Assert.InRange(took, TimeSpan.Zero, s_soon);
        await ends;
        await host.DisposeAsync();
    }

    private static async Task RequireUnavailableAsync<T>(IAsyncStreamReader<T> stream)
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => stream.MoveNext(default));
        Assert.Equal((StatusCode.Unavailable, "The server is shutting down."), (e.StatusCode, e.Status.Detail));
    }

    private static Wire.SignRequest Request() =>
        new()
        {
            Settings = TestHost.Settings(),
            Format = Wire.DocumentFormat.Xml,
            Document = ByteString.CopyFromUtf8("<a/>"),
        };
}
