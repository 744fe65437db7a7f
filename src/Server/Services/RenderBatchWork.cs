// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Errors;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.Server.Rendering;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>RenderBatch: every item is answered with its rendition.</summary>
internal sealed partial class RenderBatchWork(
    TranscriptRendering rendering,
    string tenant,
    RenderingOrder order,
    TimeProvider time,
    ILogger logger
) : IBatchWork<RenderBatchRequest, RenderBatchResponse>
{
    public BatchFrame Read(RenderBatchRequest message) => new(message.Start, message.Chunk);

    public Task<IEnumerable<RenderBatchResponse>> AnswerAsync(BatchItem item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            TranscriptItem.RequireXml(item);
            var year = rendering.Read(tenant, item.Document, time.GetUtcNow());
            return Task.FromResult(RenderingAnswers.Item(item.Id, rendering.Render(order, [year])));
        }
        catch (SigningException e)
        {
            return Task.FromResult<IEnumerable<RenderBatchResponse>>([Failed(item, e.ToError())]);
        }
        catch (Exception e)
        {
            // Nothing that a transcript holds makes the renderer throw: this is a defect, and still the item's alone.
            LogDefect(e);
            var defect = new SigningError(SigningErrorKind.Internal, RichErrors.InternalMessage);
            return Task.FromResult<IEnumerable<RenderBatchResponse>>([Failed(item, defect)]);
        }
    }

    public RenderBatchResponse Failed(BatchItem item, SigningError error) =>
        new()
        {
            Done = new RenderItemDone { ItemId = item.Id, Error = RichErrors.ToItemError(error) },
        };

    [LoggerMessage(1105, LogLevel.Error, "An item of RenderBatch failed by a defect")]
    private partial void LogDefect(Exception exception);
}
