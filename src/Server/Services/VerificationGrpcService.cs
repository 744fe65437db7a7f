// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>hocbaso.signing.v1.VerificationService.</summary>
internal sealed class VerificationGrpcService(
    DocumentVerification verification,
    TenantResolver tenants,
    CallLimits limits,
    BatchRunner batches,
    ILogger<VerifyBatchWork> logger
) : VerificationService.VerificationServiceBase
{
    public override Task<VerifyResponse> Verify(VerifyRequest request, ServerCallContext context)
    {
        var tenant = tenants.Resolve(CallerContext.Of(context), CallerOperation.Verify, request.Tenant, "tenant");
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
        var settings = await batches.SettingsAsync(requestStream, static first => first.Settings, context);
        var tenant = tenants.Resolve(
            CallerContext.Of(context),
            CallerOperation.Verify,
            settings.Tenant,
            "settings.tenant"
        );
        await batches.RunAsync(
            requestStream,
            responseStream,
            new VerifyBatchWork(verification, tenant, logger),
            limits.ForVerification.ForStream(settings.MaxInFlight),
            context
        );
    }
}
