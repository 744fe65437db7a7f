// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>hocbaso.signing.v1.SigningService.</summary>
internal sealed class SigningGrpcService(
    SignDocument sign,
    TenantResolver tenants,
    CallLimits limits,
    StreamWatch watch,
    ServerInstruments instruments,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : SigningService.SigningServiceBase
{
    public override async Task<SignResponse> Sign(SignRequest request, ServerCallContext context)
    {
        RequestText.RequireRequestId(request.RequestId, "request_id");
        var order = ReadOrder(request.Settings, context);
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
        var hasFirst = await watch.NextAsync(requestStream, static () => false, context.CancellationToken);
        if (!hasFirst || requestStream.Current.Settings is not { } settings)
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The first message carries the settings.",
                "settings"
            );
        }
        RequestText.RequireBatchId(settings.BatchId, "settings.batch_id");
        var work = new SignBatchWork(sign, ReadOrder(settings.Settings, context), settings.BatchId, NewRequestId);
        using var stream = new BatchStream<SignBatchRequest, SignBatchResponse>(
            requestStream,
            responseStream,
            work,
            limits.ForStream(settings.MaxInFlight),
            watch,
            instruments
        )
        {
            Abort = context.GetHttpContext().Abort,
        };
        await stream.RunAsync(lifetime.ApplicationStopping, context.CancellationToken);
    }

    private SigningOrder ReadOrder(SigningSettings? settings, ServerCallContext context)
    {
        var steps = SettingsReader.ReadSteps(settings, limits.MaxSteps);
        return new SigningOrder(
            tenants.Resolve(settings!.Tenant, "settings.tenant"),
            steps,
            settings.DocumentTimestamp,
            SettingsReader.ReadProfile(settings),
            CallDeadline.Of(context)
        );
    }

    private string NewRequestId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}
