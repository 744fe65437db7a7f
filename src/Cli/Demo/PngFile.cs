// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.IO.Compression;

namespace HocBaSo.Signing.Cli;

/// <summary>Writes pixels as PNG (RFC 2083): 8 bits, red, green and blue, not interlaced.</summary>
internal static class PngFile
{
    private static readonly uint[] Remainders = MakeRemainders();

    /// <summary>The file.</summary>
    public static byte[] Of(PixelMap map)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, map.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], map.Height);
        header[8] = 8; // bits
        header[9] = 2; // colour
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(map));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static ReadOnlySpan<byte> Compress(PixelMap map)
    {
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < map.Height; y++)
            {
                zlib.WriteByte(0); // no filter
                zlib.Write(map.Row(y));
            }
        }
        return data.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Checksum(uint remainder, ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            remainder = Remainders[(remainder ^ octet) & 0xFF] ^ (remainder >> 8);
        }
        return remainder;
    }

    private static uint[] MakeRemainders()
    {
        var remainders = new uint[256];
        for (uint i = 0; i < remainders.Length; i++)
        {
            var remainder = i;
            for (var bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 0 ? remainder >> 1 : 0xEDB88320 ^ (remainder >> 1);
            }
            remainders[i] = remainder;
        }
        return remainders;
    }
}
