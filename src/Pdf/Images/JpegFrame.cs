// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>The frame header of a JPEG (ITU-T T.81 §B.2.2), checked.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Components">1 for grey, 3 for colour.</param>
internal sealed record JpegFrame(int Width, int Height, int Components)
{
    private const int Baseline = 0xC0;
    private const int Progressive = 0xC2;

    /// <summary>True for SOF0 to SOF15, which share their numbers with DHT, JPG and DAC.</summary>
    public static bool IsFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    public static JpegFrame Read(int marker, ReadOnlySpan<byte> header, long offset)
    {
        if (marker is < Baseline or > Progressive)
        {
            throw ImageFault.At(offset, "the JPEG is lossless, hierarchical or arithmetic-coded");
        }
        if (header.Length < 6 || header.Length != 6 + (header[5] * 3))
        {
            throw ImageFault.At(offset, "the frame header of the JPEG has a wrong length");
        }
        var (height, width) = (
            BinaryPrimitives.ReadUInt16BigEndian(header[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(header[3..])
        );
        if (width is 0 or > RasterImage.MaxSide || height is 0 or > RasterImage.MaxSide)
        {
            throw ImageFault.At(offset, $"its sides are not within 1 and {RasterImage.MaxSide} pixels");
        }
        if (header[0] != 8)
        {
            throw ImageFault.At(offset, "the JPEG does not have 8 bits a sample");
        }
        var components = header[5];
        return components is 1 or 3
            ? new JpegFrame(width, height, components)
            : throw ImageFault.At(
                offset,
                "the JPEG is neither grey nor RGB (CMYK is for printing presses; save it as RGB)"
            );
    }
}
