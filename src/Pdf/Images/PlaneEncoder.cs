// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>Compresses rows of one image XObject, each with its PNG filter octet.</summary>
internal sealed class PlaneEncoder : IDisposable
{
    private readonly MemoryStream _target = new();
    private readonly ZLibStream _zlib;

    public PlaneEncoder() => _zlib = new ZLibStream(_target, CompressionLevel.Optimal, leaveOpen: true);

    public void WriteRow(byte filter, ReadOnlySpan<byte> row)
    {
        _zlib.WriteByte(filter);
        _zlib.Write(row);
    }

    /// <summary>Ends the stream.</summary>
    public byte[] Finish()
    {
        _zlib.Dispose();
        return _target.ToArray();
    }

    public void Dispose()
    {
        _zlib.Dispose();
        _target.Dispose();
    }
}
