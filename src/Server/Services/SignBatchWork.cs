// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Errors;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>SignBatch: every item is a document that gets the same signatures.</summary>
internal sealed class SignBatchWork(SignDocument sign, SigningOrder order, string batchId, Func<string> newRequestId)
    : IBatchWork<SignBatchRequest, SignBatchResponse>
{
    /// <summary>Told of every item that fails, with its request id.</summary>
    public Action<SigningError, string> Refused { get; init; } = static (_, _) => { };

    public BatchFrame Read(SignBatchRequest message) => new(message.Start, message.Chunk);

    public async Task<IEnumerable<SignBatchResponse>> AnswerAsync(BatchItem item, CancellationToken cancellationToken)
    {
        // The format is required on this stream: without one the item has failed before it came here.
        var request = order.Request(RequestId(item), item.Format!.Value, item.Document, newRequestId) with
        {
            MayWait = true,
        };
        var result = await sign(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result.IsSigned
            ? SigningAnswers.Item(item.Id, item.Format.Value, result.Document)
            : [Failed(item, result.Error, request.Key.RequestId)];
    }

    public SignBatchResponse Failed(BatchItem item, SigningError error) => Failed(item, error, RequestId(item));

    private SignBatchResponse Failed(BatchItem item, SigningError error, string requestId)
    {
        Refused(error, requestId);
        return new SignBatchResponse
        {
            Done = new ItemDone
            {
                ItemId = item.Id,
                RequestId = requestId,
                Error = RichErrors.ToItemError(error),
            },
        };
    }

    private string RequestId(BatchItem item) => batchId.Length == 0 ? "" : $"{batchId}/{item.Id}";
}
