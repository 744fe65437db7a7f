// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>hocbaso.signing.v1.VerificationService.</summary>
internal sealed class VerificationGrpcService(
    DocumentVerification verification,
    TenantResolver tenants,
    CallLimits limits,
    StreamWatch watch,
    ServerInstruments instruments,
    IHostApplicationLifetime lifetime,
    ILogger<VerifyBatchWork> logger
) : VerificationService.VerificationServiceBase
{
    public override Task<VerifyResponse> Verify(VerifyRequest request, ServerCallContext context)
    {
        var tenant = tenants.Resolve(request.Tenant, "tenant");
        var format = WireEnums.Read(request.Format, "format");
        limits.ForVerification.RequireUnarySize(format, request.Document.Length);
        var report = verification.Verify(tenant, format, request.Document.Memory);
        return Task.FromResult(new VerifyResponse { Report = ReportAnswers.Report(report) });
    }

    public override async Task VerifyBatch(
        IAsyncStreamReader<VerifyBatchRequest> requestStream,
        IServerStreamWriter<VerifyBatchResponse> responseStream,
        ServerCallContext context
    )
    {
        var hasFirst = await watch.NextAsync(requestStream, static () => false, context.CancellationToken);
        if (!hasFirst || requestStream.Current.Settings is not { } settings)
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The first message carries the settings.",
                "settings"
            );
        }
        var tenant = tenants.Resolve(settings.Tenant, "settings.tenant");
        using var stream = new BatchStream<VerifyBatchRequest, VerifyBatchResponse>(
            requestStream,
            responseStream,
            new VerifyBatchWork(verification, tenant, logger),
            limits.ForVerification.ForStream(settings.MaxInFlight),
            watch,
            instruments
        )
        {
            RequiresFormat = false,
            Abort = context.GetHttpContext().Abort,
        };
        await stream.RunAsync(lifetime.ApplicationStopping, context.CancellationToken);
    }
}
