// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>
/// Paper shows through an image without transparency: PDF/A-1 forbids soft masks and blending (ISO 19005-1 §6.4), not masks
/// of one bit and ranges of colours that are left out (ISO 32000-1 §8.9.6.3, §8.9.6.4).
/// </summary>
internal static class HardMask
{
    private const int LeastOpacity = 32; // of 255: fainter than an eighth nobody sees on paper
    private const int PaperFrom = 224; // of 255: white as scanners see it

    /// <summary>A stencil for what the soft mask lets show: its ones are left out.</summary>
    public static ImagePlane OfAlpha(ImagePlane softMask)
    {
        var alpha = FlattenedPlane.Samples(softMask, 1);
        var row = new byte[(softMask.Width + 7) / 8];
        using var encoder = new PlaneEncoder();
        for (var y = 0; y < softMask.Height; y++)
        {
            Array.Clear(row);
            for (var x = 0; x < softMask.Width; x++)
            {
                var isLeftOut = alpha[(y * softMask.Width) + x] < LeastOpacity;
                row[x / 8] |= (byte)(isLeftOut ? 0x80 >> (x % 8) : 0);
            }
            encoder.WriteRow(0, row);
        }
        return new ImagePlane(
            softMask.Width,
            softMask.Height,
            ImagePlane.Stencil,
            1,
            ImagePlane.PngFilter(softMask.Width, 1, 1),
            encoder.Finish()
        );
    }

    /// <summary>The range of colours that is paper, for /Mask; the plane has no palette.</summary>
    public static string OfPaper(ImagePlane color)
    {
        var most = (1 << color.BitsPerComponent) - 1;
        var least = ((PaperFrom * most) + 254) / 255;
        var range = string.Create(CultureInfo.InvariantCulture, $"{least} {most}");
        return color.ColorSpace == "/DeviceGray" ? $"[{range}]" : $"[{range} {range} {range}]";
    }
}
