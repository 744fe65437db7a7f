// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Octets for FlateDecode (ISO 32000-2 §7.4.4), the same for the same input.</summary>
internal static class FlateData
{
    public static byte[] Compress(ReadOnlySpan<byte> octets)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(octets);
        }
        return target.ToArray();
    }
}
