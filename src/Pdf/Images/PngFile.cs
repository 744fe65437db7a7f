// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>The chunks of a PNG that matter, in the order that PNG asks for (third edition, §5.6).</summary>
internal sealed class PngFile
{
    private readonly ArrayBufferWriter<byte> _data = new();
    private bool _dataEnded;

    private PngFile(PngHeader header) => Header = header;

    public PngHeader Header { get; }

    /// <summary>Red, green and blue of each entry.</summary>
    public ReadOnlyMemory<byte>? Palette { get; private set; }

    /// <summary>The chunk tRNS.</summary>
    public ReadOnlyMemory<byte>? Transparency { get; private set; }

    /// <summary>All IDAT chunks joined: one zlib stream.</summary>
    public ReadOnlyMemory<byte> Data => _data.WrittenMemory;

    /// <summary>Where the first IDAT stands.</summary>
    public long DataOffset { get; private set; }

    public static PngFile Read(ReadOnlyMemory<byte> octets)
    {
        var reader = new PngChunkReader(octets);
        var file = new PngFile(PngHeader.Read(reader.Next()));
        for (var chunk = reader.Next(); !chunk.Is("IEND"u8); chunk = reader.Next())
        {
            file.Take(chunk);
        }
        file.CheckComplete();
        return file;
    }

    private void Take(PngChunk chunk)
    {
        if (chunk.Is("IDAT"u8))
        {
            TakeData(chunk);
            return;
        }
        _dataEnded = _data.WrittenCount > 0;
        if (chunk.Is("PLTE"u8))
        {
            TakePalette(chunk);
        }
        else if (chunk.Is("tRNS"u8))
        {
            TakeTransparency(chunk);
        }
        else if (chunk.IsCritical)
        {
            throw ImageFault.At(chunk.Offset, "the PNG has a critical chunk that is unknown");
        }
    }

    private void TakeData(PngChunk chunk)
    {
        if (_dataEnded)
        {
            throw ImageFault.At(chunk.Offset, "the image data of the PNG is interrupted");
        }
        if (_data.WrittenCount == 0)
        {
            DataOffset = chunk.Offset;
        }
        _data.Write(chunk.Data.Span);
    }

    private void TakePalette(PngChunk chunk)
    {
        var (length, most) = (chunk.Data.Length, 3 << Math.Min(Header.Depth, 8));
        if (
            _dataEnded
            || Palette is not null
            || Transparency is not null
            || length == 0
            || length % 3 != 0
            || length > most
        )
        {
            throw ImageFault.At(chunk.Offset, "the palette of the PNG is out of place or of a wrong length");
        }
        Palette = chunk.Data;
    }

    private void TakeTransparency(PngChunk chunk)
    {
        var fits = Header.ColorType switch
        {
            PngColorType.Gray => chunk.Data.Length == 2,
            PngColorType.Rgb => chunk.Data.Length == 6,
            PngColorType.Palette => chunk.Data.Length > 0 && chunk.Data.Length <= (Palette?.Length ?? 0) / 3,
            _ => false,
        };
        if (_dataEnded || Transparency is not null || !fits)
        {
            throw ImageFault.At(chunk.Offset, "the transparency of the PNG is out of place or of a wrong length");
        }
        Transparency = chunk.Data;
    }

    private void CheckComplete()
    {
        if (_data.WrittenCount == 0)
        {
            throw ImageFault.At(PngReader.Signature.Length, "the PNG has no image data");
        }
        if (Header.ColorType == PngColorType.Palette && Palette is null)
        {
            throw ImageFault.At(DataOffset, "the PNG has no palette");
        }
    }
}
