// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Callers.Tls;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Health;
using HocBaSo.Signing.Server.Limits;
using HocBaSo.Signing.Server.Sealing;
using HocBaSo.Signing.Server.Services;
using HocBaSo.Signing.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Kestrel with two ports: gRPC (HTTP/2, with TLS where it is configured), and the pages of HTTP/1.1 for this machine.</summary>
internal static class WebHost
{
    private static readonly TimeSpan SlowBodyGrace = TimeSpan.FromSeconds(5);

    public static WebApplication Build(SigningServerOptions options, ServerParts parts, ILoggerFactory loggers)
    {
        // Empty: no settings files, variables or features but those that stand here.
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                EnvironmentName = options.Environment,
                ApplicationName = "HocBaSo.Signing.Server",
            }
        );
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options, parts.Callers.Tls));
        if (parts.Callers.Tls is { } tls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
            parts.Instruments.ObserveCertificate(() => tls.CertificateEnds - parts.Time.GetUtcNow());
        }
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRouting();
        // How long it may take is said by whoever stops it.
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        AddParts(builder.Services, options, parts);
        AddGrpc(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        var watch = app.Services.GetRequiredService<StreamWatch>();
        var gate = app.Services.GetRequiredService<CallerGate>();
        app.Use(app.Services.GetRequiredService<PooledStreams>().PassAsync);
        app.Use(app.Services.GetRequiredService<StopGate>().PassAsync);
        app.Use(
            async (http, next) =>
            {
                await gate.PassAsync(http, next);
                await watch.TakenAsync(http);
            }
        );
        app.Use(app.Services.GetRequiredService<OverloadGate>().PassAsync);
        app.Use(app.Services.GetRequiredService<QuotaGate>().PassAsync);
        app.Use(app.Services.GetRequiredService<UnreadableMessages>().PassAsync);
        app.Use(app.Services.GetRequiredService<MessageGate>().PassAsync);
        app.MapGrpcService<SigningGrpcService>();
        app.MapGrpcService<VerificationGrpcService>();
        app.MapGrpcService<RenderingGrpcService>();
        app.MapGrpcService<CertificateAdminGrpcService>();
        app.MapGrpcService<HealthGrpcService>();
        app.MapGrpcService<ReflectionGrpcService>();
        HttpPages.Map(app, parts);
        return app;
    }

    private static void AddGrpc(IServiceCollection services) =>
        services
            .AddGrpc(static grpc =>
            {
                grpc.MaxReceiveMessageSize = CallLimits.MaxMessageBytes;
                grpc.MaxSendMessageSize = null; // A signed document may outgrow its limit by its signatures.
                grpc.Interceptors.Add<CallInterceptor>();
                grpc.Interceptors.Add<QuotaInterceptor>();
            })
            // What MessageGate asks of single messages, also of what they are compressed from, and of the messages of streams.
            .AddServiceOptions<HealthGrpcService>(static grpc =>
                grpc.MaxReceiveMessageSize = CallLimits.MaxQuestionBytes
            )
            .AddServiceOptions<ReflectionGrpcService>(static grpc =>
                grpc.MaxReceiveMessageSize = CallLimits.MaxQuestionBytes
            )
            .AddServiceOptions<CertificateAdminGrpcService>(static grpc =>
                grpc.MaxReceiveMessageSize = CallLimits.MaxAdministrationBytes
            );

    private static void Listen(KestrelServerOptions kestrel, SigningServerOptions options, TlsParts? tls)
    {
        kestrel.AddServerHeader = false;
        // A stream whose client reads slowly is what back-pressure is for; dead clients are found by pings.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxConcurrentConnections = options.Limits.MaxConnections;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(options.Limits.IdleConnectionSeconds);
        // Of a unary call; streams have limits of their own, and gRPC lifts this one for them.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(SendingClock.MinBytesPerSecond, SlowBodyGrace);
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Listen(
            options.GrpcEndPoint,
            listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (tls is not null)
                {
                    listen.UseHttps(tls.Handshakes());
                }
            }
        );
        kestrel.Listen(options.HttpEndPoint, static listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static void AddParts(IServiceCollection services, SigningServerOptions options, ServerParts parts)
    {
        services.AddSingleton(parts.Sign);
        services.AddSingleton(parts.Catalogs);
        services.AddSingleton(parts.Callers.Source);
        services.AddSingleton(parts.Callers.Grants);
        services.AddSingleton(parts.Callers.Events);
        services.AddSingleton<PooledStreams>();
        services.AddSingleton<CallRefusals>();
        services.AddSingleton<GateRefusals>();
        services.AddSingleton<UnreadableMessages>();
        services.AddSingleton<CallerGate>();
        services.AddSingleton<TenantResolver>();
        services.AddSingleton<DocumentVerification>();
        services.AddSingleton(parts.Time);
        services.AddSingleton(parts.Instruments);
        services.AddSingleton<HealthMonitor>();
        services.AddSingleton(Descriptors());
        services.AddSingleton(Limits(options.Limits));
        services.AddSingleton<StreamWatch>();
        services.AddSingleton<BulkThreads>();
        services.AddSingleton<BatchRunner>();
        services.AddSingleton(parts.Rendering);
        services.AddSingleton(parts.Pairs);
        services.AddSingleton(IdempotencyParts.Of(options));
        services.AddSingleton<PairRecorder>();
        services.AddSingleton<TranscriptSealer>();
        services.AddSingleton(parts.Load);
        services.AddClientLimits();
        services.AddSingleton<RunningCalls>();
        services.AddSingleton<StopGate>();
        foreach (var verifier in parts.Verifiers)
        {
            services.AddSingleton(verifier);
        }
        if (parts is { Identities: { } identities, TokenAdministration: { } keys })
        {
            services.AddSingleton(identities);
            services.AddSingleton(keys);
        }
        foreach (var probe in parts.Probes)
        {
            services.AddSingleton(probe);
        }
    }

    private static CallLimits Limits(LimitOptions limits) =>
        new()
        {
            MaxSteps = limits.MaxSteps,
            MaxXmlBytes = limits.MaxXmlBytes,
            MaxPdfBytes = limits.MaxPdfBytes,
            MaxInFlightPerStream = limits.MaxInFlightPerStream,
            MaxBytesPerStream = (long)limits.MaxMegabytesPerStream << 20,
            MaxBytesInFlight = (long)limits.MaxMegabytesInFlight << 20,
            IdleStream = TimeSpan.FromSeconds(limits.IdleStreamSeconds),
            StalledStream = TimeSpan.FromSeconds(limits.StalledStreamSeconds),
        };

    private static DescriptorIndex Descriptors() =>
        new(
            [
                SigningService.Descriptor,
                VerificationService.Descriptor,
                RenderingService.Descriptor,
                CertificateAdminService.Descriptor,
                Grpc.Health.V1.Health.Descriptor,
                Grpc.Reflection.V1.ServerReflection.Descriptor,
            ],
            [Google.Rpc.StatusReflection.Descriptor, Google.Rpc.ErrorDetailsReflection.Descriptor]
        );
}
