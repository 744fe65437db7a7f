// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>
/// Writes a signature as UTF-8 into one pooled buffer: markup as it stands, text escaped, base64, and room of a known length
/// for values that are not known yet.
/// </summary>
internal sealed class FragmentWriter : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(8192);

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Writes markup.</summary>
    public FragmentWriter Raw(ReadOnlySpan<byte> markup)
    {
        markup.CopyTo(Take(markup.Length));
        return this;
    }

    /// <summary>Writes text, or the value of an attribute, escaped for both.</summary>
    public FragmentWriter Text(string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    Raw("&amp;"u8);
                    break;
                case '<':
                    Raw("&lt;"u8);
                    break;
                case '>':
                    Raw("&gt;"u8);
                    break;
                case '"':
                    Raw("&quot;"u8);
                    break;
                default:
                    Raw(utf8[..rune.EncodeToUtf8(utf8)]);
                    break;
            }
        }
        return this;
    }

    /// <summary>Writes text that holds nothing to be escaped: Ids, algorithm identifiers, times.</summary>
    public FragmentWriter Plain(string text)
    {
        Encoding.UTF8.GetBytes(text, Take(Encoding.UTF8.GetByteCount(text)));
        return this;
    }

    /// <summary>Writes octets in base64, without line breaks.</summary>
    public FragmentWriter Base64(ReadOnlySpan<byte> octets)
    {
        Base64Into(octets, Take(Base64Length(octets.Length)));
        return this;
    }

    /// <summary>Leaves room for the base64 of so many octets.</summary>
    /// <returns>Where it begins.</returns>
    public int Reserve(int octets)
    {
        var start = Length;
        Take(Base64Length(octets)).Fill((byte)'A');
        return start;
    }

    /// <summary>The length of the base64 of so many octets.</summary>
    public static int Base64Length(int octets) => (octets + 2) / 3 * 4;

    /// <summary>Writes base64 into a span of exactly its length.</summary>
    public static void Base64Into(ReadOnlySpan<byte> octets, Span<byte> base64)
    {
        if (
            System.Buffers.Text.Base64.EncodeToUtf8(octets, base64, out _, out var written) != OperationStatus.Done
            || written != base64.Length
        )
        {
            throw new ArgumentException("The value does not fit the room reserved for it.", nameof(octets));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private Span<byte> Take(int count)
    {
        if (count > _buffer.Length - Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, Length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        Length += count;
        return _buffer.AsSpan(Length - count, count);
    }
}
