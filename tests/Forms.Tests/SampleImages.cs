// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.IO.Compression;
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>A blue stroke and a red ring as transparent PNG.</summary>
internal static class SampleImages
{
    public static readonly byte[] SignaturePng = Make(
        180,
        80,
        static (x, y) => Math.Abs(y - 40 - (24 * Math.Sin(x / 14.0) * (180 - x) / 180)) < 2.5 ? 0x1030C0FF : 0u
    );

    public static readonly byte[] SealPng = Make(
        120,
        120,
        static (x, y) =>
        {
            var distance = Math.Sqrt(((x - 60) * (x - 60)) + ((y - 60) * (y - 60)));
            return distance is (> 52 and < 58) or (> 34 and < 36) or < 12 ? 0xD01818FF : 0u;
        }
    );

    public static readonly RasterImage Signature = RasterImage.Read(SignaturePng);

    public static readonly RasterImage Seal = RasterImage.Read(SealPng);

    private static byte[] Make(int width, int height, Func<int, int, uint> colorAt)
    {
        var rows = new byte[height * (1 + (width * 4))];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(
                    rows.AsSpan((y * (1 + (width * 4))) + 1 + (x * 4)),
                    colorAt(x, y)
                );
            }
        }
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 6);
        Chunk(png, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }
        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. type, .. content]));
        png.Write(number);
    }

    private static uint Crc(byte[] octets)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var octet in octets)
        {
            crc ^= octet;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320u);
            }
        }
        return ~crc;
    }
}
