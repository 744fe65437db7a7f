// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Sends files over one stream and writes what comes back: each sealed file in one step, none for an item that failed.
/// </summary>
internal sealed class BatchRun(SigningClient client, string folder)
{
    private readonly List<SignedFile> _signed = [];
    private readonly List<BatchFailure> _failures = [];
    private readonly Dictionary<string, BatchFile> _pending = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _signatures;
    private int _timestamps;
    private bool _isAnswered;
    private bool _isFault;

    /// <summary>Signs all files with the same steps.</summary>
    /// <param name="files">With different names.</param>
    /// <param name="settings">Tenant, steps, profile.</param>
    /// <param name="options">How the batch is sent.</param>
    /// <param name="done">Called once for each file.</param>
    /// <param name="cancellationToken">Stops; what was written stays.</param>
    public async Task<BatchOutcome> RunAsync(
        IReadOnlyList<BatchFile> files,
        SigningSettings settings,
        BatchOptions options,
        Action done,
        CancellationToken cancellationToken
    )
    {
        foreach (var file in files)
        {
            _pending.Add(file.ItemId, file);
        }
        try
        {
            var documents = ReadAsync(files, done, cancellationToken);
            await foreach (var item in client.SignBatchAsync(documents, settings, options, cancellationToken))
            {
                await TakeAsync(item, cancellationToken);
                done();
            }
        }
        catch (SigningClientException e)
        {
            // The stream itself broke: what has no answer yet may be sent again under the same batch id.
            _isFault = !_isAnswered && ServerFault.Code(e) == ExitCode.Fault;
            _failures.AddRange(_pending.Values.Select(f => new BatchFailure(f.Name, e.Kind, e.Message, e.Field)));
            _pending.Clear();
        }
        _failures.AddRange(
            _pending.Values.Select(static f => new BatchFailure(
                f.Name,
                "NO_ANSWER",
                "The server did not answer.",
                null
            ))
        );
        return new BatchOutcome([.. _signed.Select(static f => f.Name)], _signatures, _failures)
        {
            Files = _signed,
            Timestamps = _timestamps,
            IsServerFault = _isFault,
        };
    }

    private async Task TakeAsync(BatchItemResult item, CancellationToken cancellationToken)
    {
        _isAnswered = true;
        BatchFile? file;
        lock (_lock)
        {
            _pending.Remove(item.Id, out file);
        }
        if (file is null)
        {
            return;
        }
        if (!item.IsSigned)
        {
            Fail(new BatchFailure(file.Name, item.Error.Kind, item.Error.Message, item.Error.Field));
            return;
        }
        await AtomicFile.WriteAsync(Path.Combine(folder, file.Name), item.Signed.Document, cancellationToken);
        _signed.Add(SignedFile.Of(file.Name, item.Signed));
        _signatures += item.Signed.Signatures.Count;
        _timestamps += item.Signed.DocumentTimestamp is null ? 0 : 1;
    }

    private async IAsyncEnumerable<DocumentToSign> ReadAsync(
        IReadOnlyList<BatchFile> files,
        Action done,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var file in files)
        {
            if (await TryReadAsync(file, cancellationToken) is { } content)
            {
                yield return new DocumentToSign(file.ItemId, content, FormatOf(content.Span));
            }
            else
            {
                done();
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>?> TryReadAsync(BatchFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await file.ReadAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            lock (_lock)
            {
                _pending.Remove(file.ItemId);
            }
            Fail(new BatchFailure(file.Name, "UNREADABLE", e.Message, null));
            return null;
        }
    }

    // Reading and answering run side by side.
    private void Fail(BatchFailure failure)
    {
        lock (_lock)
        {
            _failures.Add(failure);
        }
    }

    private static DocumentFormat FormatOf(ReadOnlySpan<byte> content) =>
        FormatSniffer.FormatOf(content) == Core.DocumentFormat.Pdf ? DocumentFormat.Pdf : DocumentFormat.Xml;
}
