// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;
using System.Runtime.InteropServices;
using HocBaSo.Signing.Pdf.Filters;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>Draws a transparent image on white paper: for PDF/A-1, which knows no soft masks (ISO 19005-1 §6.4).</summary>
internal static class FlattenedPlane
{
    /// <summary>The colours as they look on white, 8 bits each, without a palette.</summary>
    /// <param name="color">The colours; no JPEG.</param>
    /// <param name="mask">How opaque each is; null when all are.</param>
    public static ImagePlane OnWhite(ImagePlane color, ImagePlane? mask)
    {
        var isGray = color.ColorSpace == "/DeviceGray";
        var palette = Palette(color);
        var channels = palette is not null || isGray ? 1 : 3;
        var samples = Samples(color, channels);
        var alpha = mask is null ? null : Samples(mask, 1);
        var row = new byte[color.Width * (isGray ? 1 : 3)];
        using var encoder = new PlaneEncoder();
        for (var y = 0; y < color.Height; y++)
        {
            for (var i = 0; i < row.Length; i++)
            {
                var x = isGray ? i : i / 3;
                var level = Level(color, samples, palette, y, channels, isGray ? 0 : i % 3, x);
                var opacity = alpha?[(y * color.Width) + x] ?? 255;
                row[i] = (byte)(255 - (((255 - level) * opacity) + 127) / 255);
            }
            encoder.WriteRow(0, row);
        }
        return color with
        {
            ColorSpace = isGray ? "/DeviceGray" : "/DeviceRGB",
            BitsPerComponent = 8,
            Filter = ImagePlane.PngFilter(color.Width, isGray ? 1 : 3, 8),
            Data = encoder.Finish(),
        };
    }

    private static int Level(ImagePlane plane, byte[] samples, byte[]? palette, int y, int channels, int channel, int x)
    {
        var bits = plane.BitsPerComponent;
        var start = y * RowLength(plane, channels);
        var bit = ((x * channels) + (channels == 1 ? 0 : channel)) * bits;
        var raw = (samples[start + (bit / 8)] >> (8 - bits - (bit % 8))) & ((1 << bits) - 1);
        return palette is null ? raw * 255 / ((1 << bits) - 1) : palette[(raw * 3) + channel];
    }

    private static byte[]? Palette(ImagePlane plane)
    {
        var start = plane.ColorSpace.IndexOf('<', StringComparison.Ordinal);
        return start < 0
            ? null
            : Convert.FromHexString(
                plane.ColorSpace.AsSpan(start + 1, plane.ColorSpace.IndexOf('>', StringComparison.Ordinal) - start - 1)
            );
    }

    private static int RowLength(ImagePlane plane, int channels) =>
        ((plane.Width * channels * plane.BitsPerComponent) + 7) / 8;

    /// <summary>The samples of a plane. What is decoded here was decoded when the image was read: it is whole.</summary>
    public static byte[] Samples(ImagePlane plane, int channels)
    {
        var filtered = new byte[(RowLength(plane, channels) + 1) * plane.Height];
        var segment = MemoryMarshal.TryGetArray(plane.Data, out var array) ? array : plane.Data.ToArray();
        using var source = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        using var zlib = new ZLibStream(source, CompressionMode.Decompress);
        zlib.ReadExactly(filtered);
        return Predictor.Undo(filtered, 15, channels, plane.BitsPerComponent, plane.Width, 0);
    }
}
