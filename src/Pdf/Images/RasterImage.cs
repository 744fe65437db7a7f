// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>
/// A PNG or JPEG as a PDF image (ISO 32000-2 §8.9.5), ready to be written into any number of documents. Samples are taken as
/// sRGB or grey; colour profiles and gamma in the file are ignored. Immutable.
/// </summary>
public sealed class RasterImage
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The largest width and height, in pixels.</summary>
    public const int MaxSide = 4096;

    internal RasterImage(ImagePlane color, ImagePlane? softMask)
    {
        (Color, SoftMask) = (color, softMask);
    }

    /// <summary>Width in pixels, 1 to 4096.</summary>
    public int Width => Color.Width;

    /// <summary>Height in pixels, 1 to 4096.</summary>
    public int Height => Color.Height;

    /// <summary>True when the image has transparent or half transparent pixels by its format.</summary>
    public bool HasAlpha => SoftMask is not null;

    internal ImagePlane Color { get; }

    internal ImagePlane? SoftMask { get; }

    /// <summary>Reads an image.</summary>
    /// <param name="octets">
    /// PNG: every colour type and depth, not interlaced; 16 bits a sample become 8. JPEG: baseline, extended and progressive
    /// Huffman, 8 bits, grey or colour. At most 4 MiB and 4096 × 4096 pixels.
    /// </param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/> with the reason, and <c>offset N</c> as its field.
    /// </exception>
    public static RasterImage Read(ReadOnlyMemory<byte> octets) => Read(octets, MaxSide * MaxSide);

    /// <summary>The same for images of at most so many pixels, checked before one of them is decoded.</summary>
    /// <exception cref="SigningException">As without that limit.</exception>
    public static RasterImage Read(ReadOnlyMemory<byte> octets, int maxPixels)
    {
        if (octets.Length > MaxBytes)
        {
            throw ImageFault.At(MaxBytes, "it is larger than 4 MiB");
        }
        if (octets.Span.StartsWith(PngReader.Signature))
        {
            return PngReader.Read(octets, maxPixels);
        }
        if (!octets.Span.StartsWith(JpegReader.StartOfImage))
        {
            throw ImageFault.At(0, "it is neither PNG nor JPEG");
        }
        var image = JpegReader.Read(octets);
        RequirePixels(image.Width, image.Height, maxPixels);
        return image;
    }

    /// <summary>Refuses an image of too many pixels.</summary>
    internal static void RequirePixels(int width, int height, int maxPixels)
    {
        if ((long)width * height > maxPixels)
        {
            throw ImageFault.At(0, $"it has {width} × {height} pixels, which are more than {maxPixels}");
        }
    }

    /// <summary>The image without transparency, as it looks on white paper.</summary>
    internal RasterImage OnWhite() =>
        SoftMask is null ? this : new RasterImage(FlattenedPlane.OnWhite(Color, SoftMask), null);

    /// <summary>Writes the image, and its soft mask before it.</summary>
    /// <returns>The object number of the image XObject.</returns>
    internal int Emit(Fonts.IPdfObjectSink sink)
    {
        var entries = string.Empty;
        if (SoftMask is not null)
        {
            var mask = sink.Reserve();
            SoftMask.Emit(sink, mask, string.Empty);
            entries = $"/SMask {mask} 0 R";
        }
        var image = sink.Reserve();
        Color.Emit(sink, image, entries);
        return image;
    }
}
