// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Grpc.Core;
using HocBaSo.Signing.Client.Errors;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client.Batches;

/// <summary>Reads the answers of VerifyBatch.</summary>
internal static class VerifyBatch
{
    public static async IAsyncEnumerable<BatchVerifyResult> RunAsync(
        Func<CancellationToken, AsyncDuplexStreamingCall<VerifyBatchRequest, VerifyBatchResponse>> open,
        VerifyBatchRequest first,
        IAsyncEnumerable<DocumentToSign> documents,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var message in BatchCall.RunAsync(open, first, documents, Frames, cancellationToken))
        {
            yield return message.Report is { } report
                ? new BatchVerifyResult(message.ItemId, report, null)
                : new BatchVerifyResult(message.ItemId, null, ClientErrors.Read(message.Error));
        }
    }

    private static IEnumerable<VerifyBatchRequest> Frames(DocumentToSign document) =>
        DocumentFrames
            .Chunks(document)
            .Select(static chunk => new VerifyBatchRequest { Chunk = chunk })
            .Prepend(new VerifyBatchRequest { Start = DocumentFrames.Start(document) });
}
