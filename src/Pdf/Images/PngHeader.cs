// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>The chunk IHDR (PNG, third edition, §11.2.1), checked.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Depth">Bits per sample.</param>
/// <param name="ColorType">What a pixel is made of.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, PngColorType ColorType)
{
    private const int Length = 13;

    /// <summary>Samples of a pixel.</summary>
    public int Channels =>
        ColorType switch
        {
            PngColorType.Rgb => 3,
            PngColorType.GrayAlpha => 2,
            PngColorType.RgbAlpha => 4,
            _ => 1,
        };

    /// <summary>Octets of a row without its filter octet.</summary>
    public int RowLength => ((Width * Channels * Depth) + 7) / 8;

    /// <summary>Octets from a sample to the same one of the pixel on its left, at least 1.</summary>
    public int PixelStride => Math.Max(1, Channels * Depth / 8);

    /// <summary>True when pixels carry alpha.</summary>
    public bool HasAlphaChannel => ColorType is PngColorType.GrayAlpha or PngColorType.RgbAlpha;

    public static PngHeader Read(PngChunk chunk)
    {
        var data = chunk.Data.Span;
        if (!chunk.Is("IHDR"u8) || data.Length != Length)
        {
            throw ImageFault.At(chunk.Offset, "the PNG does not begin with its header");
        }
        var (width, height) = (
            BinaryPrimitives.ReadUInt32BigEndian(data),
            BinaryPrimitives.ReadUInt32BigEndian(data[4..])
        );
        if (width is 0 or > RasterImage.MaxSide || height is 0 or > RasterImage.MaxSide)
        {
            throw ImageFault.At(chunk.Offset, $"its sides are not within 1 and {RasterImage.MaxSide} pixels");
        }
        var header = new PngHeader((int)width, (int)height, data[8], (PngColorType)data[9]);
        header.CheckDepth(chunk.Offset);
        CheckMethods(data, chunk.Offset);
        return header;
    }

    private void CheckDepth(long offset)
    {
        var isKnown = ColorType switch
        {
            PngColorType.Gray => Depth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => Depth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.RgbAlpha => Depth is 8 or 16,
            _ => false,
        };
        if (!isKnown)
        {
            throw ImageFault.At(offset, "its colour type and bit depth are not ones of PNG");
        }
    }

    private static void CheckMethods(ReadOnlySpan<byte> data, long offset)
    {
        if (data[10] != 0 || data[11] != 0)
        {
            throw ImageFault.At(offset, "its compression or filter method is unknown");
        }
        if (data[12] != 0)
        {
            throw ImageFault.At(offset, "it is interlaced; save it without interlacing");
        }
    }
}
