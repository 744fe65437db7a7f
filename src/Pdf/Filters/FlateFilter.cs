// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>FlateDecode (ISO 32000-2 §7.4.4): zlib, with its check sum.</summary>
internal static class FlateFilter
{
    // An end of line, or two, may be counted into the stream.
    private const int MaxTail = 16;
    private const string Reason = "A stream is not compressed as it says.";

    public static void Decode(ReadOnlyMemory<byte> data, ExpandingBuffer output, long offset)
    {
        var segment = MemoryMarshal.TryGetArray(data, out var array) ? array : data.ToArray();
        try
        {
            using var source = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
            using var inflater = new ZLibStream(source, CompressionMode.Decompress);
            output.AddAll(inflater);
        }
        // The second is for a stream that asks for a preset dictionary.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw PdfFault.Malformed(offset, Reason);
        }
        // The framework takes a stream that was cut off for one that ended.
        PdfFault.Require(EndsWithCheckSum(data.Span, output.Written.Span), offset, Reason);
    }

    private static bool EndsWithCheckSum(ReadOnlySpan<byte> data, ReadOnlySpan<byte> output)
    {
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Adler32.Of(output));
        return data[Math.Max(0, data.Length - sum.Length - MaxTail)..].IndexOf(sum) >= 0;
    }
}
