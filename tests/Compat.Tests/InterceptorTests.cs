// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using Grpc.Core.Interceptors;
using HocBaSo.Signing.Compat.Tests.Echo;

namespace HocBaSo.Signing.Compat.Tests;

public sealed class InterceptorTests : IAsyncLifetime
{
    private EchoServer server = null!;

    public async Task InitializeAsync() => server = await EchoServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Interceptors_WhenThereAreSeveral_SeeEveryKindOfCallInOrder()
    {
        var log = new List<string>();
        var invoker = server.Channel.Intercept(
            new LoggingInterceptor("first", log),
            new LoggingInterceptor("second", log)
        );
        var client = new EchoService.EchoServiceClient(invoker);
        client.Unary(new EchoMessage());
        await client.UnaryAsync(new EchoMessage());
        await client.ServerStream(new EchoMessage()).ResponseStream.MoveNext();
        using var upload = client.ClientStream();
        await upload.RequestStream.CompleteAsync();
        await upload;
        using var duplex = client.Duplex();
        await duplex.RequestStream.CompleteAsync();
        Assert.False(await duplex.ResponseStream.MoveNext());
        string[] kinds = ["blocking", "unary", "server", "client", "duplex"];
        Assert.Equal(kinds.SelectMany(kind => new[] { $"first {kind}", $"second {kind}" }), log);
    }

    [Fact]
    public async Task HeaderFunction_WhenGiven_ReachesTheServer()
    {
        var invoker = server
            .Channel.CreateCallInvoker()
            .Intercept(headers =>
            {
                headers.Add("client", "school-7");
                return headers;
            });
        using var call = new EchoService.EchoServiceClient(invoker).UnaryAsync(new EchoMessage());
        await call;
        Assert.Equal("school-7", call.GetTrailers().GetValue("client"));
    }

    [Fact]
    public void Host_WhenSet_IsNamedInEveryCall()
    {
        var log = new List<string>();
        var invoker = server.Channel.Intercept(new LoggingInterceptor("host", log));
        var client = new EchoService.EchoServiceClient(invoker).WithHost("other.example");
        client.Unary(new EchoMessage());
        Assert.Equal(["host blocking other.example"], log);
    }

    [Fact]
    public void Client_WhenMadeWithoutAChannel_RefusesCalls() =>
        Assert.ThrowsAny<NotSupportedException>(() => new UnconnectedClient().Unary(new EchoMessage()));

    private sealed class UnconnectedClient : EchoService.EchoServiceClient;

    private sealed class LoggingInterceptor(string name, List<string> log) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation
        )
        {
            log.Add($"{name} blocking {context.Host}".TrimEnd());
            return continuation(request, context);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation
        )
        {
            log.Add($"{name} unary");
            return continuation(request, context);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation
        )
        {
            log.Add($"{name} server");
            return continuation(request, context);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation
        )
        {
            log.Add($"{name} client");
            return continuation(context);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation
        )
        {
            log.Add($"{name} duplex");
            return continuation(context);
        }
    }
}
