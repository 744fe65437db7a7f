// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// Octets in a pooled buffer that grows. What <see cref="Written"/> gives stands until the next write; <see cref="Dispose"/>
/// gives the buffer back.
/// </summary>
internal sealed class ByteWriter(int room) : IBufferWriter<byte>, IDisposable
{
    private byte[] _octets = ArrayPool<byte>.Shared.Rent(room);

    /// <summary>Octets so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public Span<byte> Written => _octets.AsSpan(0, Length);

    public ByteWriter Raw(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(GetSpan(octets.Length));
        Length += octets.Length;
        return this;
    }

    public ByteWriter Byte(byte octet)
    {
        if (Length == _octets.Length)
        {
            Grow(1);
        }
        _octets[Length++] = octet;
        return this;
    }

    /// <summary>Writes text that is ASCII.</summary>
    public ByteWriter Plain(ReadOnlySpan<char> ascii)
    {
        Length += Encoding.ASCII.GetBytes(ascii, GetSpan(ascii.Length));
        return this;
    }

    public ByteWriter Number(long number)
    {
        Utf8Formatter.TryFormat(number, GetSpan(20), out var length);
        Length += length;
        return this;
    }

    public ByteWriter Reference(int number) => Number(number).Raw(" 0 R"u8);

    /// <summary>Writes a number with at most two decimals; a hundredth of a point is 3.5 µm.</summary>
    public ByteWriter Real(double value)
    {
        var hundredths = (int)Math.Round(value * 100, MidpointRounding.AwayFromZero);
        if (hundredths < 0)
        {
            Byte((byte)'-');
            hundredths = -hundredths;
        }
        var (whole, part) = Math.DivRem(hundredths, 100);
        if (whole > 0 || part == 0)
        {
            Number(whole);
        }
        if (part > 0)
        {
            Byte((byte)'.').Byte((byte)('0' + (part / 10)));
            if (part % 10 > 0)
            {
                Byte((byte)('0' + (part % 10)));
            }
        }
        return this;
    }

    /// <summary>Writes a number with six decimals and a space: for matrices, where hundredths are too coarse.</summary>
    public ByteWriter Fraction(double value)
    {
        value.TryFormat(GetSpan(32), out var length, "0.######", CultureInfo.InvariantCulture);
        Length += length;
        return Byte((byte)' ');
    }

    /// <summary>Writes numbers, each followed by a space.</summary>
    public ByteWriter Reals(params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            Real(value).Byte((byte)' ');
        }
        return this;
    }

    public void Advance(int count) => Length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var wanted = Math.Max(sizeHint, 1);
        if (_octets.Length - Length < wanted)
        {
            Grow(wanted);
        }
        return _octets.AsSpan(Length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return _octets.AsMemory(Length);
    }

    /// <summary>Forgets what was written, keeps the buffer.</summary>
    public void Clear() => Length = 0;

    public void Dispose()
    {
        if (_octets.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_octets);
            (_octets, Length) = ([], 0);
        }
    }

    private void Grow(int wanted)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_octets.Length * 2, Length + wanted));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_octets);
        _octets = larger;
    }
}
