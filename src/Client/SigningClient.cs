// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Net.Client;
using HocBaSo.Signing.Client.Batches;
using HocBaSo.Signing.Client.Errors;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>A typed client of the signing server: request ids, retries, chunks and back-pressure are its business. Thread-safe.</summary>
public sealed partial class SigningClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly GrpcChannel _bulk;
    private readonly SigningClientOptions _options;
    private readonly SigningService.SigningServiceClient _signing;
    private readonly VerificationService.VerificationServiceClient _verification;
    private readonly RenderingService.RenderingServiceClient _rendering;
    private readonly SigningService.SigningServiceClient _bulkSigning;
    private readonly VerificationService.VerificationServiceClient _bulkVerification;
    private readonly RenderingService.RenderingServiceClient _bulkRendering;
    private readonly RetryPolicy _retries;

    /// <summary>Makes a client; connects at the first call.</summary>
    /// <param name="address">Such as https://signing.example.vn:5440, with <see cref="SigningClientOptions.Tls"/>; http for a server on this machine.</param>
    /// <param name="options">Null for the defaults.</param>
    public SigningClient(Uri address, SigningClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        _options = options ?? new SigningClientOptions();
        _channel = ClientChannel.Create(address, _options);
        _signing = new SigningService.SigningServiceClient(_channel);
        _verification = new VerificationService.VerificationServiceClient(_channel);
        _rendering = new RenderingService.RenderingServiceClient(_channel);
        // Streams that the server reads slowly use up the window of their connection: single calls don't wait behind them.
        _bulk = _options.HttpHandler is null ? ClientChannel.Create(address, _options) : _channel;
        _bulkSigning = new SigningService.SigningServiceClient(_bulk);
        _bulkVerification = new VerificationService.VerificationServiceClient(_bulk);
        _bulkRendering = new RenderingService.RenderingServiceClient(_bulk);
        _retries = new RetryPolicy(_options);
    }

    /// <summary>Signs one document of at most 4 MiB.</summary>
    /// <param name="document">Its id becomes the request id: sent again, it gives the same document back.</param>
    /// <param name="settings">Tenant, steps, profile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SigningClientException">The server refused, failed or could not be reached.</exception>
    public async Task<SignedResult> SignAsync(
        DocumentToSign document,
        SigningSettings settings,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(document);
        var request = new SignRequest
        {
            // Before the first try, so that a retry is the same request.
            RequestId = document.Id.Length > 0 ? document.Id : NewId(),
            Settings = settings,
            Format = document.Format,
            Document = UnsafeByteOperations.UnsafeWrap(document.Content),
        };
        var response = await _retries.RunAsync(
            async (deadline, ct) => await _signing.SignAsync(request, deadline: deadline, cancellationToken: ct),
            cancellationToken
        );
        RequireDigest(response.Document, response.Sha256);
        return new SignedResult(
            response.RequestId,
            response.Document.Memory,
            response.Signatures,
            response.RepeatedRequest
        )
        {
            DocumentTimestamp = response.DocumentTimestamp,
        };
    }

    /// <summary>
    /// Signs any number of documents with the same steps over one stream. Results come as they are ready, in any order, one for
    /// each document. Documents are taken from the source as the server has room, so memory stays flat; read the results while
    /// the source is still giving.
    /// </summary>
    /// <exception cref="SigningClientException">The stream failed; documents without a result may be sent again under the same batch id.</exception>
    public IAsyncEnumerable<BatchItemResult> SignBatchAsync(
        IAsyncEnumerable<DocumentToSign> documents,
        SigningSettings settings,
        BatchOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var batch = options ?? new BatchOptions();
        var first = new SignBatchRequest
        {
            Settings = new BatchSettings
            {
                BatchId = batch.BatchId ?? "",
                Settings = settings,
                MaxInFlight = batch.MaxInFlight,
            },
        };
        return SignBatch.RunAsync(
            ct => _bulkSigning.SignBatch(deadline: Deadline(batch), cancellationToken: ct),
            first,
            documents,
            cancellationToken
        );
    }

    /// <summary>Verifies one document of at most 4 MiB against a tenant's anchors.</summary>
    /// <param name="document">The document.</param>
    /// <param name="tenant">Empty for the only tenant of the server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SigningClientException">The server refused, failed or could not be reached; a bad document is no failure.</exception>
    public async Task<VerificationReport> VerifyAsync(
        DocumentToSign document,
        string tenant = "",
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(document);
        var request = new VerifyRequest
        {
            Tenant = tenant,
            Format = document.Format,
            Document = UnsafeByteOperations.UnsafeWrap(document.Content),
        };
        var response = await _retries.RunAsync(
            async (deadline, ct) => await _verification.VerifyAsync(request, deadline: deadline, cancellationToken: ct),
            cancellationToken
        );
        return response.Report;
    }

    /// <summary>Verifies any number of documents over one stream; works as <see cref="SignBatchAsync"/> does.</summary>
    /// <exception cref="SigningClientException">The stream failed.</exception>
    public IAsyncEnumerable<BatchVerifyResult> VerifyBatchAsync(
        IAsyncEnumerable<DocumentToSign> documents,
        string tenant = "",
        BatchOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var batch = options ?? new BatchOptions();
        var first = new VerifyBatchRequest
        {
            Settings = new VerifyBatchSettings { Tenant = tenant, MaxInFlight = batch.MaxInFlight },
        };
        return VerifyBatch.RunAsync(
            ct => _bulkVerification.VerifyBatch(deadline: Deadline(batch), cancellationToken: ct),
            first,
            documents,
            cancellationToken
        );
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _channel.Dispose();
        _bulk.Dispose();
    }

    private DateTime? Deadline(BatchOptions batch) =>
        batch.Timeout is { } timeout ? (_options.Time.GetUtcNow() + timeout).UtcDateTime : null;

    private static void RequireDigest(ByteString document, ByteString stated)
    {
        if (!SHA256.HashData(document.Span).AsSpan().SequenceEqual(stated.Span))
        {
            throw ClientErrors.CorruptDocument();
        }
    }

    private string NewId() => Guid.CreateVersion7(_options.Time.GetUtcNow()).ToString("N");
}
