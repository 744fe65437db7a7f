// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Images;

/// <summary>
/// PNG to PDF image. Without an alpha channel and at 8 bits or fewer the image data goes into the PDF as it is: FlateDecode
/// with PNG predictors is the same encoding. Every row is decoded all the same, so what goes out is known to be whole.
/// </summary>
internal static class PngReader
{
    private const byte NoFilter = 0;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static RasterImage Read(ReadOnlyMemory<byte> octets, int maxPixels)
    {
        var file = PngFile.Read(octets);
        RasterImage.RequirePixels(file.Header.Width, file.Header.Height, maxPixels);
        using var rows = new PngRows(file);
        if (file.Header.HasAlphaChannel || file.Header.Depth == 16)
        {
            return Split(file, rows);
        }
        return PassThrough(file, rows);
    }

    private static RasterImage PassThrough(PngFile file, PngRows rows)
    {
        var header = file.Header;
        using var mask = file.Transparency is null ? null : new PlaneEncoder();
        var maskRow = new byte[mask is null ? 0 : header.Width];
        for (var y = 0; y < header.Height; y++)
        {
            rows.Next();
            if (header.ColorType == PngColorType.Palette)
            {
                PngSamples.CheckIndexes(file, rows.Samples);
            }
            if (mask is not null)
            {
                PngSamples.Mask(file, rows.Samples, maskRow);
                mask.WriteRow(NoFilter, maskRow);
            }
        }
        rows.End();
        var filter = ImagePlane.PngFilter(header.Width, header.Channels, header.Depth);
        var color = new ImagePlane(header.Width, header.Height, ColorSpace(file), header.Depth, filter, file.Data);
        return new RasterImage(color, mask is null ? null : Gray(header, mask));
    }

    /// <summary>
    /// Takes alpha apart from colour. PNG filters work on each channel by itself, so at 8 bits the filtered octets are dealt out
    /// as they are and compress as well as before; 16 bits are cut to their upper half first, without a filter.
    /// </summary>
    private static RasterImage Split(PngFile file, PngRows rows)
    {
        var header = file.Header;
        var colors = header.HasAlphaChannel ? header.Channels - 1 : header.Channels;
        var hasMask = header.HasAlphaChannel || file.Transparency is not null;
        var (colorRow, maskRow) = (new byte[header.Width * colors], new byte[header.Width]);
        using var color = new PlaneEncoder();
        using var mask = hasMask ? new PlaneEncoder() : null;
        for (var y = 0; y < header.Height; y++)
        {
            rows.Next();
            var isWide = header.Depth == 16;
            PngSamples.Deal(isWide ? rows.Samples : rows.Filtered, header, colors, colorRow, maskRow);
            if (file.Transparency is not null)
            {
                PngSamples.Mask(file, rows.Samples, maskRow);
            }
            var filter = isWide ? NoFilter : rows.Filter;
            color.WriteRow(filter, colorRow);
            mask?.WriteRow(filter, maskRow);
        }
        rows.End();
        var space = colors == 1 ? "/DeviceGray" : "/DeviceRGB";
        var pngFilter = ImagePlane.PngFilter(header.Width, colors, 8);
        var plane = new ImagePlane(header.Width, header.Height, space, 8, pngFilter, color.Finish());
        return new RasterImage(plane, mask is null ? null : Gray(header, mask));
    }

    private static ImagePlane Gray(PngHeader header, PlaneEncoder rows) =>
        new(header.Width, header.Height, "/DeviceGray", 8, ImagePlane.PngFilter(header.Width, 1, 8), rows.Finish());

    private static string ColorSpace(PngFile file) =>
        file.Header.ColorType switch
        {
            PngColorType.Gray => "/DeviceGray",
            PngColorType.Rgb => "/DeviceRGB",
            _ =>
                $"[/Indexed /DeviceRGB {(file.Palette!.Value.Length / 3) - 1} <{Convert.ToHexString(file.Palette.Value.Span)}>]",
        };
}
