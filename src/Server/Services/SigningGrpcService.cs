// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.Server.Sealing;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>hocbaso.signing.v1.SigningService.</summary>
internal sealed class SigningGrpcService(
    SignDocument sign,
    TranscriptSealer sealer,
    TenantResolver tenants,
    CallLimits limits,
    BatchRunner batches,
    CallRefusals refusals,
    TimeProvider time,
    ILogger<SealBatchWork> logger
) : SigningService.SigningServiceBase
{
    public override async Task<SignResponse> Sign(SignRequest request, ServerCallContext context)
    {
        RequestText.RequireRequestId(request.RequestId, "request_id");
        var call = CallerContext.Of(context);
        call.RequestId = request.RequestId;
        var order = ReadOrder(request.Settings, call, context);
        var format =
            WireEnums.Read(request.Format, "format")
            ?? throw new SigningException(SigningErrorKind.InvalidRequest, "The format is missing.", "format");
        limits.RequireUnarySize(format, request.Document.Length);
        var result = await sign(
            order.Request(request.RequestId, format, request.Document.Memory, NewRequestId),
            context.CancellationToken
        );
        return result.IsSigned ? SigningAnswers.Unary(result.Document) : throw result.Error.ToException();
    }

    public override async Task SignBatch(
        IAsyncStreamReader<SignBatchRequest> requestStream,
        IServerStreamWriter<SignBatchResponse> responseStream,
        ServerCallContext context
    )
    {
        var settings = await batches.SettingsAsync(requestStream, static first => first.Settings, context);
        RequestText.RequireBatchId(settings.BatchId, "settings.batch_id");
        var call = CallerContext.Of(context);
        call.RequestId = settings.BatchId;
        var work = new SignBatchWork(sign, ReadOrder(settings.Settings, call, context), settings.BatchId, NewRequestId)
        {
            Refused = (error, requestId) => refusals.Record(call, error, requestId),
        };
        var bounds = limits.ForStream(settings.MaxInFlight);
        await batches.RunAsync(requestStream, responseStream, work, bounds, context, requiresFormat: true);
    }

    public override async Task<SealTranscriptResponse> SealTranscript(
        SealTranscriptRequest request,
        ServerCallContext context
    )
    {
        RequestText.RequireRequestId(request.RequestId, "request_id");
        var call = CallerContext.Of(context);
        call.RequestId = request.RequestId;
        var order = ReadOrder(request.Settings, call, context);
        RequestText.Require(request.Transcript.Length > 0, "The transcript is missing.", "transcript");
        limits.ForTranscripts.RequireUnarySize(Core.DocumentFormat.Xml, request.Transcript.Length);
        var isChosen = request.RequestId.Length > 0;
        var sealing = new SealRequest(
            isChosen ? request.RequestId : NewRequestId(),
            isChosen,
            request.Transcript.Memory
        );
        return SealAnswers.Unary(await sealer.SealAsync(order, sealing, context.CancellationToken));
    }

    public override async Task SealTranscriptBatch(
        IAsyncStreamReader<SealBatchRequest> requestStream,
        IServerStreamWriter<SealBatchResponse> responseStream,
        ServerCallContext context
    )
    {
        var settings = await batches.SettingsAsync(
            requestStream,
            static first => first.Settings,
            context,
            CallLimits.MaxSealSettingsBytes
        );
        RequestText.RequireBatchId(settings.BatchId, "settings.batch_id");
        var call = CallerContext.Of(context);
        call.RequestId = settings.BatchId;
        var order = ReadOrder(settings.Settings, call, context);
        var work = new SealBatchWork(sealer, order, settings.BatchId, NewRequestId, logger)
        {
            Refused = (error, requestId) => refusals.Record(call, error, requestId),
        };
        var bounds = limits.ForTranscripts.ForStream(settings.MaxInFlight) with
        {
            // The rendition, and the PDF that is made of it.
            BytesBeside = 2 * CallLimits.RenditionBytes,
        };
        await batches.RunAsync(requestStream, responseStream, work, bounds, context);
    }

    private SealOrder ReadOrder(SealSettings? settings, CallerContext call, ServerCallContext context) =>
        SealReader.Read(
            settings,
            tenant => tenants.Resolve(call, CallerOperation.Sign | CallerOperation.Render, tenant, "settings.tenant"),
            call.Caller.Id,
            limits.MaxSteps,
            time.GetUtcNow(),
            CallDeadline.Of(context)
        );

    private SigningOrder ReadOrder(SigningSettings? settings, CallerContext call, ServerCallContext context)
    {
        var steps = SettingsReader.ReadSteps(settings, limits.MaxSteps);
        return new SigningOrder(
            tenants.Resolve(call, CallerOperation.Sign, settings!.Tenant, "settings.tenant"),
            call.Caller.Id,
            steps,
            settings.DocumentTimestamp,
            SettingsReader.ReadProfile(settings),
            CallDeadline.Of(context)
        );
    }

    private string NewRequestId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}
