// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using Grpc.Health.V1;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Health;
using HocBaSo.Signing.V1;
using Status = Grpc.Core.Status;

namespace HocBaSo.Signing.Server.Services;

/// <summary>grpc.health.v1.Health: SERVING is said of what works, not of what runs.</summary>
internal sealed class HealthGrpcService(
    HealthMonitor monitor,
    StreamWatch watch,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : Grpc.Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        var status = await StatusAsync(request.Service, context.CancellationToken);
        return status == HealthCheckResponse.Types.ServingStatus.ServiceUnknown
            ? throw new RpcException(new Status(StatusCode.NotFound, "This server has no such service."))
            : new HealthCheckResponse { Status = status };
    }

    /// <summary>Sends the status at once, then whenever it changes, for as long as the caller is known.</summary>
    public override async Task Watch(
        HealthCheckRequest request,
        IServerStreamWriter<HealthCheckResponse> responseStream,
        ServerCallContext context
    )
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken,
            lifetime.ApplicationStopping
        );
        var caller = CallerContext.Of(context);
        var told = HealthCheckResponse.Types.ServingStatus.Unknown;
        using var timer = new PeriodicTimer(HealthMonitor.Freshness, time);
        try
        {
            do
            {
                caller.RequireStillKnown();
                var status = await StatusAsync(request.Service, ends.Token);
                if (status != told)
                {
                    await watch.SendAsync(
                        responseStream,
                        new HealthCheckResponse { Status = status },
                        context,
                        ends.Token
                    );
                    told = status;
                }
            } while (await timer.WaitForNextTickAsync(ends.Token));
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            var last = new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.NotServing };
            await watch.SendAsync(responseStream, last, context, context.CancellationToken);
        }
    }

    private async Task<HealthCheckResponse.Types.ServingStatus> StatusAsync(string service, CancellationToken ct)
    {
        var report = await monitor.CheckAsync(ct);
        bool? serves = service switch
        {
            "" => report.CanSign,
            _ when service == SigningService.Descriptor.FullName => report.CanSign,
            _ when service == VerificationService.Descriptor.FullName => report.CanVerify,
            _ when service == RenderingService.Descriptor.FullName => report.CanVerify,
            _ when service == CertificateAdminService.Descriptor.FullName => true,
            _ when service == Grpc.Health.V1.Health.Descriptor.FullName => true,
            _ when service == Grpc.Reflection.V1.ServerReflection.Descriptor.FullName => true,
            _ => null,
        };
        return serves switch
        {
            true => HealthCheckResponse.Types.ServingStatus.Serving,
            false => HealthCheckResponse.Types.ServingStatus.NotServing,
            null => HealthCheckResponse.Types.ServingStatus.ServiceUnknown,
        };
    }
}
