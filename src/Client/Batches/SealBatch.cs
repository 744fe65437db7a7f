// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Grpc.Core;
using HocBaSo.Signing.Client.Errors;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client.Batches;

/// <summary>Puts the answers of SealTranscriptBatch together again: two documents an item.</summary>
internal static class SealBatch
{
    public static async IAsyncEnumerable<BatchSealResult> RunAsync(
        Func<CancellationToken, AsyncDuplexStreamingCall<SealBatchRequest, SealBatchResponse>> open,
        SealBatchRequest first,
        IAsyncEnumerable<DocumentToSign> documents,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ReceivedDocument? xml = null;
        ReceivedDocument? pdf = null;
        await foreach (var message in BatchCall.RunAsync(open, first, documents, Frames, cancellationToken))
        {
            switch (message.MessageCase)
            {
                case SealBatchResponse.MessageOneofCase.Start when message.Start.Format == DocumentFormat.Xml:
                    (xml, pdf) = (new ReceivedDocument(message.Start), null);
                    break;
                case SealBatchResponse.MessageOneofCase.Start:
                    pdf = new ReceivedDocument(message.Start);
                    break;
                case SealBatchResponse.MessageOneofCase.Chunk when (pdf ?? xml) is { } receiving:
                    receiving.Append(message.Chunk.Data.Span);
                    break;
                case SealBatchResponse.MessageOneofCase.Done:
                    yield return Result(message.Done, xml, pdf);
                    (xml, pdf) = (null, null);
                    break;
                default:
                    throw ClientErrors.Corrupt("The server sent a message out of place.");
            }
        }
    }

    private static IEnumerable<SealBatchRequest> Frames(DocumentToSign document) =>
        DocumentFrames
            .Chunks(document)
            .Select(static chunk => new SealBatchRequest { Chunk = chunk })
            .Prepend(new SealBatchRequest { Start = DocumentFrames.Start(document) });

    private static BatchSealResult Result(SealItemDone done, ReceivedDocument? xml, ReceivedDocument? pdf)
    {
        if (done.Error is { } error)
        {
            return new BatchSealResult(done.ItemId, null, ClientErrors.Read(error));
        }
        if (!IsWhole(xml, done.ItemId, done.Xml) || !IsWhole(pdf, done.ItemId, done.Pdf))
        {
            return new BatchSealResult(done.ItemId, null, ClientErrors.CorruptDocument());
        }
        var pair = new SealedResult(
            done.RequestId,
            SealedHalf.Of(done.RequestId, xml!.Document, done.Xml, done.RepeatedRequest),
            SealedHalf.Of(done.RequestId, pdf!.Document, done.Pdf, done.RepeatedRequest),
            done.Record,
            done.Rendition,
            done.RepeatedRequest
        );
        return new BatchSealResult(done.ItemId, pair, null);
    }

    private static bool IsWhole(ReceivedDocument? received, string itemId, SealedDocument stated) =>
        received?.Id == itemId && received.Matches(stated.Sha256.Span);
}
