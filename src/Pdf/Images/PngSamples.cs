// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>Work on the samples of one row.</summary>
internal static class PngSamples
{
    /// <summary>Deals the octets of a row out to colour and alpha; of 16 bits the upper 8 are taken.</summary>
    public static void Deal(ReadOnlySpan<byte> row, PngHeader header, int colors, Span<byte> color, Span<byte> mask)
    {
        var step = header.Depth / 8;
        var (from, to) = (0, 0);
        for (var x = 0; x < header.Width; x++)
        {
            for (var channel = 0; channel < colors; channel++, from += step)
            {
                color[to++] = row[from];
            }
            if (header.HasAlphaChannel)
            {
                mask[x] = row[from];
                from += step;
            }
        }
    }

    /// <summary>Every pixel of a palette image has to name an entry: readers differ in what they draw otherwise.</summary>
    public static void CheckIndexes(PngFile file, ReadOnlySpan<byte> row)
    {
        var entries = file.Palette!.Value.Length / 3;
        if (entries == 1 << file.Header.Depth)
        {
            return;
        }
        for (var x = 0; x < file.Header.Width; x++)
        {
            if (Sample(row, x, file.Header.Depth) >= entries)
            {
                throw ImageFault.At(file.DataOffset, "a pixel of the PNG is outside its palette");
            }
        }
    }

    /// <summary>The opacity of each pixel by the chunk tRNS (PNG, third edition, §11.3.1.1).</summary>
    public static void Mask(PngFile file, ReadOnlySpan<byte> row, Span<byte> mask)
    {
        var header = file.Header;
        var transparency = file.Transparency!.Value.Span;
        for (var x = 0; x < header.Width; x++)
        {
            mask[x] =
                header.ColorType == PngColorType.Palette
                    ? PaletteAlpha(transparency, Sample(row, x, header.Depth))
                    : KeyAlpha(transparency, row, x, header);
        }
    }

    private static byte PaletteAlpha(ReadOnlySpan<byte> alpha, int index) =>
        index < alpha.Length ? alpha[index] : byte.MaxValue;

    /// <summary>The one colour that is transparent, compared at the image's own depth.</summary>
    private static byte KeyAlpha(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, int x, PngHeader header)
    {
        for (var channel = 0; channel < header.Channels; channel++)
        {
            var wanted = BinaryPrimitives.ReadUInt16BigEndian(key[(channel * 2)..]) & ((1 << header.Depth) - 1);
            if (Sample(row, (x * header.Channels) + channel, header.Depth) != wanted)
            {
                return byte.MaxValue;
            }
        }
        return 0;
    }

    private static int Sample(ReadOnlySpan<byte> row, int index, int depth)
    {
        if (depth == 16)
        {
            return BinaryPrimitives.ReadUInt16BigEndian(row[(index * 2)..]);
        }
        var bit = index * depth;
        return (row[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1);
    }
}
