// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.V1;
using DocumentFormat = HocBaSo.Signing.Core.DocumentFormat;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// One document on its way through a stream. It owns the pooled buffer that its chunks are gathered in, until it is
/// disposed at the end of its answer.
/// </summary>
/// <param name="start">Its first message.</param>
/// <param name="format">Null when the caller left it to the server to tell.</param>
/// <param name="error">Why it failed before any work; null when it did not.</param>
/// <param name="bytesBeside">What is made of it takes so many bytes besides.</param>
internal sealed class BatchItem(ItemStart start, DocumentFormat? format, SigningError? error, long bytesBeside = 0)
    : IDisposable
{
    private byte[]? _rented;
    private int _gathered;

    public string Id => start.ItemId;

    /// <summary>Null when the caller left it to the server to tell.</summary>
    public DocumentFormat? Format => format;

    /// <summary>Why it failed before any work; null when it did not.</summary>
    public SigningError? Error { get; private set; } = error;

    /// <summary>The bytes that it holds of the stream's allowance.</summary>
    public long Cost => Error is null ? Size + bytesBeside : 0;

    /// <summary>The document; complete when the item is handed to the work.</summary>
    public ReadOnlyMemory<byte> Document =>
        start.Content.IsEmpty ? _rented.AsMemory(0, _gathered) : start.Content.Memory;

    public bool IsComplete => _gathered == Size || !start.Content.IsEmpty;

    private long Size => start.Content.IsEmpty ? start.Size : start.Content.Length;

    /// <summary>Adds a chunk; false when the document is over its stated size, or the chunk over its limit.</summary>
    public bool TryAppend(ReadOnlySpan<byte> chunk)
    {
        _rented ??= ArrayPool<byte>.Shared.Rent((int)Size);
        if (chunk.Length > Mapping.DocumentFrames.MaxChunk || chunk.Length > Size - _gathered)
        {
            return false;
        }
        chunk.CopyTo(_rented.AsSpan(_gathered));
        _gathered += chunk.Length;
        return true;
    }

    /// <summary>Gives up on the document; its bytes are let go.</summary>
    public void Fail(string message, string field)
    {
        Dispose();
        Error = new SigningError(SigningErrorKind.InvalidRequest, message, field);
    }

    /// <summary>Compares the document with the digest that its start states, if it does.</summary>
    public void CheckDigest()
    {
        if (
            Error is null
            && !start.Sha256.IsEmpty
            && !SHA256.HashData(Document.Span).AsSpan().SequenceEqual(start.Sha256.Span)
        )
        {
            Fail("The document does not have the stated SHA-256.", "start.sha256");
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        _gathered = 0;
    }
}
