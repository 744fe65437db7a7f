// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Grpc.Core;
using HocBaSo.Signing.Client.Errors;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client.Batches;

/// <summary>Puts the answers of SignBatch together again.</summary>
internal static class SignBatch
{
    public static async IAsyncEnumerable<BatchItemResult> RunAsync(
        Func<CancellationToken, AsyncDuplexStreamingCall<SignBatchRequest, SignBatchResponse>> open,
        SignBatchRequest first,
        IAsyncEnumerable<DocumentToSign> documents,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ReceivedDocument? receiving = null;
        await foreach (var message in BatchCall.RunAsync(open, first, documents, Frames, cancellationToken))
        {
            switch (message.MessageCase)
            {
                case SignBatchResponse.MessageOneofCase.Start:
                    receiving = new ReceivedDocument(message.Start);
                    break;
                case SignBatchResponse.MessageOneofCase.Chunk when receiving is not null:
                    receiving.Append(message.Chunk.Data.Span);
                    break;
                case SignBatchResponse.MessageOneofCase.Done:
                    yield return Result(message.Done, receiving);
                    receiving = null;
                    break;
                default:
                    throw ClientErrors.Corrupt("The server sent a message out of place.");
            }
        }
    }

    private static IEnumerable<SignBatchRequest> Frames(DocumentToSign document) =>
        DocumentFrames
            .Chunks(document)
            .Select(static chunk => new SignBatchRequest { Chunk = chunk })
            .Prepend(new SignBatchRequest { Start = DocumentFrames.Start(document) });

    private static BatchItemResult Result(ItemDone done, ReceivedDocument? received)
    {
        if (done.Error is { } error)
        {
            return new BatchItemResult(done.ItemId, null, ClientErrors.Read(error));
        }
        if (received?.Id != done.ItemId || !received.Matches(done.Sha256.Span))
        {
            return new BatchItemResult(done.ItemId, null, ClientErrors.CorruptDocument());
        }
        var signed = new SignedResult(done.RequestId, received.Document, done.Signatures, done.RepeatedRequest)
        {
            DocumentTimestamp = done.DocumentTimestamp,
        };
        return new BatchItemResult(done.ItemId, signed, null);
    }
}
