// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Client.Errors;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client.Batches;

/// <summary>A document that is coming in.</summary>
internal sealed class ReceivedDocument
{
    private const int MaxBytes = 1 << 30;
    private readonly byte[] _buffer;
    private readonly ReadOnlyMemory<byte> _whole;
    private int _length;

    public ReceivedDocument(ItemStart start)
    {
        if (start.Size is < 0 or > MaxBytes)
        {
            throw ClientErrors.Corrupt("The server states an impossible size.");
        }
        Id = start.ItemId;
        _whole = start.Content.Memory;
        _buffer = start.Content.IsEmpty ? new byte[start.Size] : [];
    }

    public string Id { get; }

    public ReadOnlyMemory<byte> Document => _whole.IsEmpty ? _buffer : _whole;

    public void Append(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length > _buffer.Length - _length)
        {
            throw ClientErrors.Corrupt("The server sent more than the stated size.");
        }
        chunk.CopyTo(_buffer.AsSpan(_length));
        _length += chunk.Length;
    }

    public bool Matches(ReadOnlySpan<byte> sha256) =>
        _length == _buffer.Length && SHA256.HashData(Document.Span).AsSpan().SequenceEqual(sha256);
}
