// SPDX-License-Identifier: Apache-2.0
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.Compat.Tests.Echo;

namespace HocBaSo.Signing.Compat.Tests;

/// <summary>Official server and client over real sockets.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private const string Service = "/hocbaso.signing.compat.tests.EchoService/";
    private EchoServer server = null!;

    public async Task InitializeAsync() => server = await EchoServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Unary_WhenCalled_ReturnsTheMessage()
    {
        using var call = server.Client.UnaryAsync(new EchoMessage { Text = "Nguyễn" });
        var response = await call;
        Assert.Equal("Nguyễn", response.Text);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal(Service + "Unary", call.GetTrailers().GetValue("interceptor"));
    }

    [Fact]
    public void BlockingUnary_WhenCalled_ReturnsTheMessage() =>
        Assert.Equal("đã", server.Client.Unary(new EchoMessage { Text = "đã" }).Text);

    [Fact]
    public async Task ServerStream_WhenRead_YieldsAllInOrder()
    {
        using var call = server.Client.ServerStream(new EchoMessage { Text = "a", Count = 300 });
        var counts = new List<int>();
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            counts.Add(message.Count);
        }

        Assert.Equal(Enumerable.Range(0, 300), counts);
        Assert.Equal(Service + "ServerStream", call.GetTrailers().GetValue("interceptor"));
    }

    [Fact]
    public async Task ClientStream_WhenCompleted_ReturnsTheSum()
    {
        using var call = server.Client.ClientStream();
        foreach (var text in new[] { "x", "y", "z" })
        {
            await call.RequestStream.WriteAsync(new EchoMessage { Text = text }, CancellationToken.None);
        }

        await call.RequestStream.CompleteAsync();
        var response = await call;
        Assert.Equal(("xyz", 3), (response.Text, response.Count));
        Assert.Equal(Service + "ClientStream", call.GetTrailers().GetValue("interceptor"));
    }

    [Fact]
    public async Task Duplex_WhenEachAnswerIsAwaited_KeepsStep()
    {
        using var call = server.Client.Duplex();
        for (var i = 0; i < 100; i++)
        {
            await call.RequestStream.WriteAsync(new EchoMessage { Count = i });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(i, call.ResponseStream.Current.Count);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(Service + "Duplex", call.GetTrailers().GetValue("interceptor"));
    }

    [Fact]
    public async Task Deadline_WhenItPasses_EndsBothSides()
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(500);
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client.HangAsync(new EchoMessage(), deadline: deadline)
        );
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        var seen = await server.Signal.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(seen, deadline.AddSeconds(-5), deadline.AddSeconds(5));
        await server.Signal.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancellation_WhenTheClientCancels_ReachesTheServer()
    {
        using var source = new CancellationTokenSource();
        using var call = server.Client.HangAsync(new EchoMessage(), cancellationToken: source.Token);
        await server.Signal.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await source.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await server.Signal.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Dispose_WhenTheCallIsLeft_CancelsTheServer()
    {
        var call = server.Client.HangAsync(new EchoMessage());
        await server.Signal.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        call.Dispose();
        await server.Signal.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Failure_WhenItHasDetails_CarriesThemInTrailers()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client.FailAsync(new EchoMessage { Text = "steps[0].identity" })
        );
        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
        Assert.Equal("Không được phép", error.Status.Detail);
        Assert.Equal("text", error.Trailers.GetValue("extra"));
        var status = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin"));
        var info = Assert.Single(status.Details).Unpack<ErrorInfo>();
        Assert.Equal("NOT_PERMITTED", info.Reason);
        Assert.Equal("steps[0].identity", info.Metadata["field"]);
    }

    [Fact]
    public async Task BinaryHeader_WhenItHoldsEveryByte_ComesBackUnchanged()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        using var call = server.Client.UnaryAsync(new EchoMessage(), new Metadata { { "Echo-Bin", bytes } });
        await call;
        Assert.Equal(bytes, (await call.ResponseHeadersAsync).GetValueBytes("echo-bin"));
        Assert.Equal(bytes, call.GetTrailers().GetValueBytes("echo-trailer-bin"));
    }

    [Fact]
    public async Task UnknownMethod_WhenCalled_IsUnimplemented()
    {
        var method = new Method<string, string>(
            MethodType.Unary,
            "no.such.Service",
            "Method",
            Marshallers.StringMarshaller,
            Marshallers.StringMarshaller
        );
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, "x")
        );
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }
}
