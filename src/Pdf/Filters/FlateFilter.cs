// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;
using System.Runtime.InteropServices;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>FlateDecode (ISO 32000-2 §7.4.4): zlib, with its check sum.</summary>
internal static class FlateFilter
{
    public static void Decode(ReadOnlyMemory<byte> data, ExpandingBuffer output, long offset)
    {
        var segment = MemoryMarshal.TryGetArray(data, out var array) ? array : data.ToArray();
        try
        {
            using var source = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
            using var inflater = new ZLibStream(source, CompressionMode.Decompress);
            output.AddAll(inflater);
        }
        catch (InvalidDataException)
        {
            throw PdfFault.Malformed(offset, "A stream is not compressed as it says.");
        }
    }
}
