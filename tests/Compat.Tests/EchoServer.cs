// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using HocBaSo.Signing.Compat.Tests.Echo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Compat.Tests;

/// <summary>A real Kestrel with clear-text HTTP/2 on a free loopback port, and a real channel to it.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication host;

    private EchoServer(WebApplication host, HangSignal signal)
    {
        this.host = host;
        Signal = signal;
        Address = host.Urls.Single();
        Channel = GrpcChannel.ForAddress(Address);
        Client = new EchoService.EchoServiceClient(Channel);
    }

    public string Address { get; }

    public HangSignal Signal { get; }

    public GrpcChannel Channel { get; }

    public EchoService.EchoServiceClient Client { get; }

    public static async Task<EchoServer> StartAsync(string? compression = null, X509Certificate2? certificate = null)
    {
        var signal = new HangSignal();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    if (certificate is not null)
                    {
                        listen.UseHttps(certificate);
                    }
                }
            )
        );
        builder.Services.AddSingleton(signal);
        builder.Services.AddGrpc(options =>
        {
            options.ResponseCompressionAlgorithm = compression;
            options.ResponseCompressionLevel = CompressionLevel.Optimal;
            options.Interceptors.Add<SeenInterceptor>();
        });
        var app = builder.Build();
        app.MapGrpcService<EchoServiceImpl>();
        await app.StartAsync();
        return new EchoServer(app, signal);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await host.DisposeAsync();
    }

    /// <summary>Leaves a mark in the call's shared state, whatever the kind of method.</summary>
    private sealed class SeenInterceptor : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request,
            ServerCallContext context,
            UnaryServerMethod<TRequest, TResponse> continuation
        )
        {
            context.UserState["seen"] = context.Method;
            return continuation(request, context);
        }

        public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation
        )
        {
            await continuation(request, responseStream, context);
            context.ResponseTrailers.Add("interceptor", context.Method);
        }

        public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation
        )
        {
            var response = await continuation(requestStream, context);
            context.ResponseTrailers.Add("interceptor", context.Method);
            return response;
        }

        public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation
        )
        {
            await continuation(requestStream, responseStream, context);
            context.ResponseTrailers.Add("interceptor", context.Method);
        }
    }
}
