// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Grpc.Core;
using HocBaSo.Signing.Client.Errors;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client.Batches;

/// <summary>Puts the answers of RenderBatch together again.</summary>
internal static class RenderBatch
{
    public static async IAsyncEnumerable<BatchRenderResult> RunAsync(
        Func<CancellationToken, AsyncDuplexStreamingCall<RenderBatchRequest, RenderBatchResponse>> open,
        RenderBatchRequest first,
        IAsyncEnumerable<DocumentToSign> documents,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ReceivedDocument? receiving = null;
        await foreach (var message in BatchCall.RunAsync(open, first, documents, Frames, cancellationToken))
        {
            switch (message.MessageCase)
            {
                case RenderBatchResponse.MessageOneofCase.Start:
                    receiving = new ReceivedDocument(message.Start);
                    break;
                case RenderBatchResponse.MessageOneofCase.Chunk when receiving is not null:
                    receiving.Append(message.Chunk.Data.Span);
                    break;
                case RenderBatchResponse.MessageOneofCase.Done:
                    yield return Result(message.Done, receiving);
                    receiving = null;
                    break;
                default:
                    throw ClientErrors.Corrupt("The server sent a message out of place.");
            }
        }
    }

    private static IEnumerable<RenderBatchRequest> Frames(DocumentToSign document) =>
        DocumentFrames
            .Chunks(document)
            .Select(static chunk => new RenderBatchRequest { Chunk = chunk })
            .Prepend(new RenderBatchRequest { Start = DocumentFrames.Start(document) });

    private static BatchRenderResult Result(RenderItemDone done, ReceivedDocument? received)
    {
        if (done.Error is { } error)
        {
            return new BatchRenderResult(done.ItemId, null, ClientErrors.Read(error));
        }
        return received?.Id == done.ItemId && received.Matches(done.Sha256.Span)
            ? new BatchRenderResult(done.ItemId, new RenderedResult(received.Document, done.Summary), null)
            : new BatchRenderResult(done.ItemId, null, ClientErrors.CorruptDocument());
    }
}
