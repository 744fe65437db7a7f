// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Images;

/// <summary>
/// JPEG to PDF image: the file goes into the PDF as it is (DCTDecode, ISO 32000-2 §7.4.8), up to its end marker. Its segments
/// are walked to the end; what the entropy-coded data says is the reader's business.
/// </summary>
internal static class JpegReader
{
    private const int EndOfImage = 0xD9;
    private const int StartOfScan = 0xDA;

    public static ReadOnlySpan<byte> StartOfImage => [0xFF, 0xD8, 0xFF];

    public static RasterImage Read(ReadOnlyMemory<byte> octets)
    {
        var segments = new JpegSegments(octets);
        JpegFrame? frame = null;
        var hasScan = false;
        for (var marker = segments.Next(); marker != EndOfImage; marker = segments.Next())
        {
            if (JpegFrame.IsFrame(marker))
            {
                frame = frame is null
                    ? JpegFrame.Read(marker, segments.Content.Span, segments.Offset)
                    : throw ImageFault.At(segments.Offset, "the JPEG holds two pictures");
            }
            if (marker == StartOfScan)
            {
                hasScan = frame is not null
                    ? true
                    : throw ImageFault.At(segments.Offset, "the JPEG has image data before its header");
                segments.SkipScan();
            }
        }
        if (frame is null || !hasScan)
        {
            throw ImageFault.At(segments.Offset, "the JPEG has no image data");
        }
        var space = frame.Components == 1 ? "/DeviceGray" : "/DeviceRGB";
        var whole = octets[..segments.End];
        return new RasterImage(new ImagePlane(frame.Width, frame.Height, space, 8, "/Filter /DCTDecode", whole), null);
    }
}
