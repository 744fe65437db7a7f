// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>Decoded octets, up to a limit.</summary>
/// <param name="limit">Most octets.</param>
/// <param name="offset">Where the stream is, to tell a person.</param>
/// <param name="encoded">The length of the encoded data: tells how much room to begin with.</param>
internal sealed class ExpandingBuffer(int limit, long offset, int encoded)
{
    private const int MinRoom = 4 << 10;
    private const int MaxRoom = 64 << 10;

    // Text shrinks to a quarter; how much there will be is not known, so the first room is bounded.
    private byte[] _octets = new byte[Math.Min(limit, Math.Clamp(4L * encoded, MinRoom, MaxRoom))];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, Length);

    // Called for each octet, from loops that run for a whole stream.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte octet)
    {
        if (Length == _octets.Length)
        {
            Room(1);
        }
        _octets[Length++] = octet;
    }

    public void Add(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(Room(octets.Length));
        Length += octets.Length;
    }

    /// <summary>Adds so many octets of one value.</summary>
    public void Repeat(byte octet, int count)
    {
        Room(count)[..count].Fill(octet);
        Length += count;
    }

    /// <summary>Reads a stream to its end.</summary>
    public void AddAll(Stream stream)
    {
        while (true)
        {
            var room = Room(1);
            var read = stream.Read(room);
            if (read == 0)
            {
                return;
            }
            Length += read;
        }
    }

    private Span<byte> Room(int count)
    {
        if (count > limit - Length)
        {
            throw PdfFault.TooLarge(offset, "A stream expands beyond the limit.");
        }
        if (count > _octets.Length - Length)
        {
            Array.Resize(ref _octets, (int)Math.Min(limit, Math.Max(2L * _octets.Length, (long)Length + count)));
        }
        return _octets.AsSpan(Length);
    }
}
