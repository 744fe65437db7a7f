// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.Server.Rendering;
using HocBaSo.Signing.V1;
using DocumentFormat = HocBaSo.Signing.Core.DocumentFormat;

namespace HocBaSo.Signing.Server.Services;

/// <summary>hocbaso.signing.v1.RenderingService.</summary>
internal sealed class RenderingGrpcService(
    TranscriptRendering rendering,
    TenantResolver tenants,
    CallLimits limits,
    BatchRunner batches,
    TimeProvider time,
    ILogger<RenderBatchWork> logger
) : RenderingService.RenderingServiceBase
{
    private const int MaxYears = 12;

    public override Task<RenderResponse> Render(RenderRequest request, ServerCallContext context)
    {
        var tenant = tenants.Resolve(CallerContext.Of(context), CallerOperation.Render, request.Tenant, "tenant");
        var now = time.GetUtcNow();
        var order = RenderingReader.Read(request.Settings, now, "settings");
        RequireSizes(request);
        var years = request.Transcripts.Select((xml, i) => Read(tenant, xml.Memory, now, i));
        return Task.FromResult(RenderingAnswers.Unary(rendering.Render(order, [.. years])));
    }

    public override async Task RenderBatch(
        IAsyncStreamReader<RenderBatchRequest> requestStream,
        IServerStreamWriter<RenderBatchResponse> responseStream,
        ServerCallContext context
    )
    {
        var settings = await batches.SettingsAsync(requestStream, static first => first.Settings, context);
        var work = new RenderBatchWork(
            rendering,
            tenants.Resolve(CallerContext.Of(context), CallerOperation.Render, settings.Tenant, "settings.tenant"),
            RenderingReader.Read(settings.Settings, time.GetUtcNow(), "settings.settings"),
            time,
            logger
        );
        var bounds = limits.ForTranscripts.ForStream(settings.MaxInFlight) with
        {
            BytesBeside = CallLimits.RenditionBytes,
        };
        await batches.RunAsync(requestStream, responseStream, work, bounds, context);
    }

    public override Task<ListFormsResponse> ListForms(ListFormsRequest request, ServerCallContext context) =>
        Task.FromResult(RenderingAnswers.Forms());

    private void RequireSizes(RenderRequest request)
    {
        RequestText.Require(
            request.Transcripts.Count is >= 1 and <= MaxYears,
            $"A rendition is made from 1 to {MaxYears} transcripts.",
            "transcripts"
        );
        var together = 0;
        foreach (var xml in request.Transcripts)
        {
            limits.ForTranscripts.RequireUnarySize(DocumentFormat.Xml, xml.Length);
            together += xml.Length;
        }
        CallLimits.RequireUnaryTotal(together);
    }

    private Transcripts.SignedTranscript Read(string tenant, ReadOnlyMemory<byte> xml, DateTimeOffset now, int index)
    {
        try
        {
            return rendering.Read(tenant, xml, now);
        }
        catch (SigningException e) when (e.Field is null or "transcript")
        {
            throw new SigningException(e.Kind, e.Message, $"transcripts[{index}]", e);
        }
    }
}
