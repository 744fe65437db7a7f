// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Pdf.Fonts.Tests;

/// <summary>Writes PNGs of every colour type and depth with random samples and every filter, and broken ones.</summary>
internal static class PngMaker
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A picture with random samples; rows take the five filters in turn.</summary>
    public static byte[] Random(
        int width,
        int height,
        int depth,
        int colorType,
        byte[]? palette = null,
        byte[]? alpha = null
    )
    {
        var random = new Random((depth * 10) + colorType);
        var channels = colorType switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        var rows = new byte[height * (1 + (((width * channels * depth) + 7) / 8))];
        random.NextBytes(rows);
        var length = rows.Length / height;
        for (var y = 0; y < height; y++)
        {
            // the filters of a palette image would make indexes that are outside the palette
            rows[y * length] = (byte)(palette is null ? y % 5 : 0);
        }
        return File(Header(width, height, depth, colorType), Compress(rows), palette, alpha);
    }

    public static byte[] File(byte[] header, byte[] data, byte[]? palette = null, byte[]? alpha = null)
    {
        IEnumerable<byte[]> chunks =
        [
            Signature,
            Chunk("IHDR", header),
            palette is null ? [] : Chunk("PLTE", palette),
            alpha is null ? [] : Chunk("tRNS", alpha),
            Chunk("IDAT", data[..(data.Length / 2)]),
            Chunk("IDAT", data[(data.Length / 2)..]),
            Chunk("IEND", []),
        ];
        return [.. chunks.SelectMany(octets => octets)];
    }

    public static byte[] Header(int width, int height, int depth, int colorType, int interlace = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colorType, (byte)interlace);
        return header;
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(
            chunk.AsSpan(data.Length + 8),
            PngCrc.Of(chunk.AsSpan(4, data.Length + 4))
        );
        return chunk;
    }

    public static byte[] Compress(byte[] data)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(data);
        }
        return target.ToArray();
    }

    /// <summary>Makes all checksums right again, so that mutations get past them.</summary>
    public static byte[] Repair(byte[] file)
    {
        for (var at = 8; at + 12 <= file.Length; )
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                break;
            }
            var crc = PngCrc.Of(file.AsSpan(at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), crc);
            at += (int)length + 12;
        }
        return file;
    }
}
