// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>Walks the chunks of a PNG and checks each one's CRC (PNG, third edition, §5.3).</summary>
internal sealed class PngChunkReader(ReadOnlyMemory<byte> octets)
{
    private const int Overhead = 12;

    private int _at = PngReader.Signature.Length;

    /// <summary>The next chunk; a file that ends before IEND is refused.</summary>
    public PngChunk Next()
    {
        var left = octets.Length - _at;
        if (left < Overhead)
        {
            throw ImageFault.At(_at, "the PNG ends too early");
        }
        var rest = octets[_at..];
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest.Span);
        if (length > left - Overhead)
        {
            throw ImageFault.At(_at, "a chunk of the PNG is longer than the file");
        }
        var body = rest.Slice(4, 4 + (int)length);
        if (PngCrc.Of(body.Span) != BinaryPrimitives.ReadUInt32BigEndian(rest.Span[(8 + (int)length)..]))
        {
            throw ImageFault.At(_at, "the checksum of a chunk of the PNG is wrong");
        }
        var chunk = new PngChunk(body[..4], body[4..], _at);
        _at += Overhead + (int)length;
        return chunk;
    }
}
