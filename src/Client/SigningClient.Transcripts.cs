// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using HocBaSo.Signing.Client.Batches;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>Renditions of transcripts, and pairs of XML and PDF.</summary>
public sealed partial class SigningClient
{
    /// <summary>Renders one transcript, or the years of one pupil as one book.</summary>
    /// <param name="transcripts">1 to 12 XML files of one pupil, oldest first, at most 4 MiB together.</param>
    /// <param name="settings">Which copy, which conformance, images; null for the defaults.</param>
    /// <param name="tenant">Whose anchors; empty for the only tenant of the server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SigningClientException">The server refused, failed or could not be reached.</exception>
    public async Task<RenderedResult> RenderAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> transcripts,
        RenderingSettings? settings = null,
        string tenant = "",
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(transcripts);
        var request = new RenderRequest { Tenant = tenant, Settings = settings };
        request.Transcripts.AddRange(transcripts.Select(UnsafeByteOperations.UnsafeWrap));
        var response = await _retries.RunAsync(
            async (deadline, ct) => await _rendering.RenderAsync(request, deadline: deadline, cancellationToken: ct),
            cancellationToken
        );
        RequireDigest(response.Document, response.Sha256);
        return new RenderedResult(response.Document.Memory, response.Summary);
    }

    /// <summary>
    /// Renders any number of transcripts over one stream, each by itself; works as
    /// <see cref="SignBatchAsync"/> does.
    /// </summary>
    /// <exception cref="SigningClientException">The stream failed.</exception>
    public IAsyncEnumerable<BatchRenderResult> RenderBatchAsync(
        IAsyncEnumerable<DocumentToSign> transcripts,
        RenderingSettings? settings = null,
        string tenant = "",
        BatchOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var batch = options ?? new BatchOptions();
        var first = new RenderBatchRequest
        {
            Settings = new RenderBatchSettings
            {
                Tenant = tenant,
                Settings = settings,
                MaxInFlight = batch.MaxInFlight,
            },
        };
        return RenderBatch.RunAsync(
            ct => _bulkRendering.RenderBatch(deadline: Deadline(batch), cancellationToken: ct),
            first,
            transcripts,
            cancellationToken
        );
    }

    /// <summary>The forms that the server draws.</summary>
    /// <exception cref="SigningClientException">The server failed or could not be reached.</exception>
    public async Task<IReadOnlyList<Form>> ListFormsAsync(CancellationToken cancellationToken = default)
    {
        var response = await _retries.RunAsync(
            async (deadline, ct) =>
                await _rendering.ListFormsAsync(new ListFormsRequest(), deadline: deadline, cancellationToken: ct),
            cancellationToken
        );
        return response.Forms;
    }

    /// <summary>Seals one transcript as a pair: the signed XML, and its rendition as signed PDF.</summary>
    /// <param name="transcript">Its id becomes the request id: sent again, it gives the same pair back.</param>
    /// <param name="settings">Tenant, steps of both halves, rendering.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SigningClientException">The server refused, failed or could not be reached: then there is neither half.</exception>
    public async Task<SealedResult> SealTranscriptAsync(
        DocumentToSign transcript,
        SealSettings settings,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(transcript);
        var request = new SealTranscriptRequest
        {
            // Before the first try, so that a retry is the same request.
            RequestId = transcript.Id.Length > 0 ? transcript.Id : NewId(),
            Settings = settings,
            Transcript = UnsafeByteOperations.UnsafeWrap(transcript.Content),
        };
        var response = await _retries.RunAsync(
            async (deadline, ct) =>
                await _signing.SealTranscriptAsync(request, deadline: deadline, cancellationToken: ct),
            cancellationToken
        );
        RequireDigest(response.Xml.Document, response.Xml.Sha256);
        RequireDigest(response.Pdf.Document, response.Pdf.Sha256);
        return new SealedResult(
            response.RequestId,
            SealedHalf.Of(response.RequestId, response.Xml.Document.Memory, response.Xml, response.RepeatedRequest),
            SealedHalf.Of(response.RequestId, response.Pdf.Document.Memory, response.Pdf, response.RepeatedRequest),
            response.Record,
            response.Rendition,
            response.RepeatedRequest
        );
    }

    /// <summary>Seals any number of transcripts as pairs over one stream; works as <see cref="SignBatchAsync"/> does.</summary>
    /// <exception cref="SigningClientException">The stream failed; transcripts without a result may be sent again under the same batch id.</exception>
    public IAsyncEnumerable<BatchSealResult> SealTranscriptBatchAsync(
        IAsyncEnumerable<DocumentToSign> transcripts,
        SealSettings settings,
        BatchOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var batch = options ?? new BatchOptions();
        var first = new SealBatchRequest
        {
            Settings = new SealBatchSettings
            {
                BatchId = batch.BatchId ?? "",
                Settings = settings,
                MaxInFlight = batch.MaxInFlight,
            },
        };
        return SealBatch.RunAsync(
            ct => _bulkSigning.SealTranscriptBatch(deadline: Deadline(batch), cancellationToken: ct),
            first,
            transcripts,
            cancellationToken
        );
    }
}
