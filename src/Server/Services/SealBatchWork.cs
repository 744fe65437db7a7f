// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Errors;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.Server.Sealing;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>SealTranscriptBatch: every item is answered with both halves of its pair.</summary>
internal sealed partial class SealBatchWork(
    TranscriptSealer sealer,
    SealOrder order,
    string batchId,
    Func<string> newRequestId,
    ILogger logger
) : IBatchWork<SealBatchRequest, SealBatchResponse>
{
    /// <summary>Told of every item that fails, with its request id.</summary>
    public Action<SigningError, string> Refused { get; init; } = static (_, _) => { };

    public BatchFrame Read(SealBatchRequest message) => new(message.Start, message.Chunk);

    public async Task<IEnumerable<SealBatchResponse>> AnswerAsync(BatchItem item, CancellationToken cancellationToken)
    {
        var id = RequestId(item) is { Length: > 0 } chosen ? chosen : newRequestId();
        SigningError error;
        try
        {
            TranscriptItem.RequireXml(item);
            var request = new SealRequest(id, batchId.Length > 0, item.Document, MayWait: true);
            return SealAnswers.Item(item.Id, await sealer.SealAsync(order, request, cancellationToken));
        }
        catch (SigningException e)
        {
            error = e.ToError();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogDefect(e);
            error = new SigningError(SigningErrorKind.Internal, RichErrors.InternalMessage);
        }
        cancellationToken.ThrowIfCancellationRequested();
        return [Failed(item, error, id)];
    }

    public SealBatchResponse Failed(BatchItem item, SigningError error) => Failed(item, error, RequestId(item));

    private SealBatchResponse Failed(BatchItem item, SigningError error, string requestId)
    {
        Refused(error, requestId);
        return new SealBatchResponse
        {
            Done = new SealItemDone
            {
                ItemId = item.Id,
                RequestId = requestId,
                Error = RichErrors.ToItemError(error),
            },
        };
    }

    private string RequestId(BatchItem item) => batchId.Length == 0 ? "" : $"{batchId}/{item.Id}";

    [LoggerMessage(1106, LogLevel.Error, "An item of SealTranscriptBatch failed by a defect")]
    private partial void LogDefect(Exception exception);
}
