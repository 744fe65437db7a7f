// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>
/// A PNG or JPEG as a PDF image (ISO 32000-2 §8.9.5), ready to be written into any number of documents. Samples are taken as
/// sRGB or grey; colour profiles and gamma in the file are ignored. Immutable; safe for many threads.
/// </summary>
public sealed class RasterImage
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The largest width and height, in pixels.</summary>
    public const int MaxSide = 4096;

    private readonly ImagePlane? _stencil;
    private readonly string? _leftOut;
    private RasterImage? _hard;
    private RasterImage? _keyed;

    internal RasterImage(ImagePlane color, ImagePlane? softMask)
    {
        (Color, SoftMask) = (color, softMask);
    }

    private RasterImage(ImagePlane color, ImagePlane? stencil, string? leftOut)
    {
        (Color, _stencil, _leftOut) = (color, stencil, leftOut);
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

    /// <summary>
    /// The image without a soft mask, for PDF/A-1: as it looks on white paper, and what is transparent is left out by a mask
    /// of one bit. Made once.
    /// </summary>
    internal RasterImage WithHardMask() =>
        SoftMask is null
            ? this
            : LazyInitializer.EnsureInitialized(
                ref _hard,
                () => new RasterImage(FlattenedPlane.OnWhite(Color, SoftMask), HardMask.OfAlpha(SoftMask), null)
            );

    /// <summary>An opaque image, for PDF/A-1, whose paper is left out, so that it can be drawn over another. Made once.</summary>
    internal RasterImage WithoutPaper() =>
        SoftMask is not null
            ? WithHardMask()
            : LazyInitializer.EnsureInitialized(
                ref _keyed,
                () =>
                {
                    var color = Color.HasPalette ? FlattenedPlane.OnWhite(Color, null) : Color;
                    return new RasterImage(color, null, HardMask.OfPaper(color));
                }
            );

    /// <summary>Writes the image, and its mask before it.</summary>
    /// <returns>The object number of the image XObject.</returns>
    internal int Emit(Fonts.IPdfObjectSink sink)
    {
        var entries = _leftOut is null ? string.Empty : $"/Mask {_leftOut}";
        if ((SoftMask ?? _stencil) is { } plane)
        {
            var mask = sink.Reserve();
            plane.Emit(sink, mask, string.Empty);
            entries = $"{(SoftMask is null ? "/Mask" : "/SMask")} {mask} 0 R";
        }
        var image = sink.Reserve();
        Color.Emit(sink, image, entries);
        return image;
    }
}
