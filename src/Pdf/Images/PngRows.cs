// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>
/// The rows of a PNG, one at a time: memory is two rows however large the picture is. The zlib stream has to hold exactly the
/// rows that the header promises, so an image can't expand past its own size.
/// </summary>
internal sealed class PngRows : IDisposable
{
    private readonly PngFile _file;
    private readonly ZLibStream _zlib;
    private byte[] _row;
    private byte[] _above;

    public PngRows(PngFile file)
    {
        _file = file;
        MemoryMarshal.TryGetArray(file.Data, out var data);
        _zlib = new ZLibStream(new MemoryStream(data.Array!, data.Offset, data.Count), CompressionMode.Decompress);
        Filtered = new byte[file.Header.RowLength];
        (_row, _above) = (new byte[Filtered.Length], new byte[Filtered.Length]);
    }

    /// <summary>The row's filter, 0 to 4.</summary>
    public byte Filter { get; private set; }

    /// <summary>The row as it is stored; valid until the next row.</summary>
    public byte[] Filtered { get; }

    /// <summary>The row's samples; valid until the next row.</summary>
    public ReadOnlySpan<byte> Samples => _row;

    /// <summary>Reads the next row.</summary>
    public void Next()
    {
        (_row, _above) = (_above, _row);
        Span<byte> filter = stackalloc byte[1];
        Fill(filter);
        Fill(Filtered);
        Filter = filter[0];
        Filtered.CopyTo(_row, 0);
        if (!PngFilter.Undo(Filter, _row, _above, _file.Header.PixelStride))
        {
            throw ImageFault.At(_file.DataOffset, "a row of the PNG has an unknown filter");
        }
    }

    /// <summary>Checks that the data ends after the last row, with a right checksum.</summary>
    public void End()
    {
        Span<byte> more = stackalloc byte[1];
        if (Read(more) != 0)
        {
            throw ImageFault.At(_file.DataOffset, "the PNG holds more image data than its size allows");
        }
    }

    public void Dispose() => _zlib.Dispose();

    private void Fill(Span<byte> target)
    {
        if (Read(target) != target.Length)
        {
            throw ImageFault.At(_file.DataOffset, "the image data of the PNG ends too early");
        }
    }

    private int Read(Span<byte> target)
    {
        try
        {
            return _zlib.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // the second is what zlib gives for a stream with a preset dictionary
            throw ImageFault.At(_file.DataOffset, "the image data of the PNG is damaged");
        }
    }
}
