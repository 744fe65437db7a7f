// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Encodes a row so that no two rows look alike, and hashes it. Items one after another, each a tag, then its bytes: 1 and eight bytes,
/// big-endian, for an integer; 2 or 3, the length in four bytes and the bytes for UTF-8 text or a blob. A row is: the table's name;
/// for each column that isn't NULL its name and its value, in the table's order without the two hashes; <c>previous_hash</c> and that
/// hash. So a column that a later schema adds doesn't change what older rows hash to. Used by one thread, over and over.
/// </summary>
internal sealed class RowHasher
{
    private const byte IntegerTag = 1;
    private const byte TextTag = 2;
    private const byte BlobTag = 3;
    private const int Head = 5;

    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>Begins a row.</summary>
    public RowHasher Start(ReadOnlySpan<byte> table)
    {
        _length = 0;
        return Put(TextTag, table);
    }

    public RowHasher Name(ReadOnlySpan<byte> column) => Put(TextTag, column);

    public RowHasher Integer(long value)
    {
        Span<byte> item = Take(1 + sizeof(long));
        item[0] = IntegerTag;
        BinaryPrimitives.WriteInt64BigEndian(item[1..], value);
        return this;
    }

    public RowHasher Text(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, TakeItem(TextTag, length));
        return this;
    }

    public RowHasher Text(ReadOnlySpan<byte> utf8) => Put(TextTag, utf8);

    public RowHasher Blob(ReadOnlySpan<byte> value) => Put(BlobTag, value);

    /// <summary>Ends the row and gives its hash.</summary>
    public byte[] Finish(ReadOnlySpan<byte> previousHash)
    {
        Put(TextTag, "previous_hash"u8);
        Put(BlobTag, previousHash);
        return SHA256.HashData(_bytes.AsSpan(0, _length));
    }

    /// <summary>What the chain of a node begins with: it stands in the place of the hash before the first row.</summary>
    public static byte[] Genesis(string node, string createdAt)
    {
        RowHasher hasher = new();
        hasher.Start("HocBaSo.Signing journal"u8).Text(node).Text(createdAt);
        return SHA256.HashData(hasher._bytes.AsSpan(0, hasher._length));
    }

    private RowHasher Put(byte tag, ReadOnlySpan<byte> value)
    {
        value.CopyTo(TakeItem(tag, value.Length));
        return this;
    }

    private Span<byte> TakeItem(byte tag, int length)
    {
        Span<byte> item = Take(Head + length);
        item[0] = tag;
        BinaryPrimitives.WriteInt32BigEndian(item[1..], length);
        return item[Head..];
    }

    private Span<byte> Take(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        }
        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
