// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Writes the objects of an incremental update, and remembers where each begins.</summary>
internal sealed class UpdateWriter
{
    private readonly List<(PdfReference Id, long Offset)> _objects = [];
    private readonly long _origin;
    private byte[] _octets;

    /// <summary>Starts an update.</summary>
    /// <param name="origin">The length of the file so far.</param>
    /// <param name="room">The size that is expected.</param>
    /// <param name="nextNumber">The number of the first new object.</param>
    public UpdateWriter(long origin, int room, int nextNumber)
    {
        _origin = origin;
        _octets = new byte[room];
        NextNumber = nextNumber;
    }

    /// <summary>Octets so far.</summary>
    public int Length { get; private set; }

    /// <summary>The offset in the file of what is written next.</summary>
    public long Offset => _origin + Length;

    /// <summary>The number that the next new object gets.</summary>
    public int NextNumber { get; private set; }

    /// <summary>The objects written so far.</summary>
    public IReadOnlyList<(PdfReference Id, long Offset)> Objects => _objects;

    /// <summary>What was written; moves when more is written.</summary>
    public Span<byte> Written => _octets.AsSpan(0, Length);

    /// <summary>Gives away what was written: this writer is done. It is never a pooled buffer, for it becomes part of the file.</summary>
    public Memory<byte> Take()
    {
        var written = _octets.AsMemory(0, Length);
        (_octets, Length) = ([], 0);
        return written;
    }

    /// <summary>A number for a new object.</summary>
    public PdfReference NewId() => new(NextNumber++, 0);

    /// <summary>Begins an object.</summary>
    public UpdateWriter Begin(PdfReference id)
    {
        _objects.Add((id, Offset));
        return Number(id.Number).Raw(" "u8).Number(id.Generation).Raw(" obj\n"u8);
    }

    /// <summary>Ends an object.</summary>
    public void End() => Raw("\nendobj\n"u8);

    public UpdateWriter Raw(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(Take(octets.Length));
        return this;
    }

    public UpdateWriter Plain(string ascii)
    {
        Encoding.ASCII.GetBytes(ascii, Take(ascii.Length));
        return this;
    }

    public UpdateWriter Number(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return Raw(digits[..length]);
    }

    public UpdateWriter Reference(PdfReference id) => Number(id.Number).Raw(" "u8).Number(id.Generation).Raw(" R"u8);

    /// <summary>Writes so many octets of one value.</summary>
    public UpdateWriter Fill(byte octet, int count)
    {
        Take(count).Fill(octet);
        return this;
    }

    /// <summary>Copies the entries of a dictionary as they stand, without those named.</summary>
    public UpdateWriter Entries(PdfValue dictionary, params ReadOnlySpan<string> without)
    {
        foreach (var entry in dictionary.Entries())
        {
            if (!IsOneOf(entry.Key, without))
            {
                Raw(entry.Key.Raw).Raw(" "u8).Raw(entry.Value.Raw).Raw("\n"u8);
            }
        }
        return this;
    }

    /// <summary>Copies the items of an array as they stand.</summary>
    public UpdateWriter Items(PdfValue array)
    {
        foreach (var item in array.Items())
        {
            Raw(item.Raw).Raw(" "u8);
        }
        return this;
    }

    private static bool IsOneOf(PdfValue key, ReadOnlySpan<string> names)
    {
        Span<byte> name = stackalloc byte[32];
        foreach (var text in names)
        {
            if (key.IsName(name[..Encoding.ASCII.GetBytes(text, name)]))
            {
                return true;
            }
        }
        return false;
    }

    private Span<byte> Take(int count)
    {
        if (count > _octets.Length - Length)
        {
            Array.Resize(ref _octets, Math.Max(_octets.Length * 2, Length + count));
        }
        Length += count;
        return _octets.AsSpan(Length - count, count);
    }
}
