// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Writes an sfnt file: directory, tables on four-octet borders, checksums, <c>head.checkSumAdjustment</c>.</summary>
internal static class SfntWriter
{
    private const int HeaderLength = 12;
    private const int RecordLength = 16;
    private const int AdjustmentAt = 8;
    private const uint AdjustmentBase = 0xB1B0AFBA;

    /// <summary>Writes the tables in the order of their tags, as the directory wants them.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, byte[]> tables)
    {
        var ordered = tables.OrderBy(table => table.Key, StringComparer.Ordinal).ToArray();
        var length = HeaderLength + (ordered.Length * RecordLength) + ordered.Sum(table => Padded(table.Value.Length));
        var file = new byte[length];
        WriteHeader(file, ordered.Length);
        var (record, offset, head) = (HeaderLength, HeaderLength + (ordered.Length * RecordLength), 0);
        foreach (var (tag, octets) in ordered)
        {
            octets.CopyTo(file, offset);
            if (string.Equals(tag, "head", StringComparison.Ordinal))
            {
                head = offset;
                file.AsSpan(offset + AdjustmentAt, 4).Clear();
            }
            var padded = Padded(octets.Length);
            Encoding.ASCII.GetBytes(tag, file.AsSpan(record));
            PutU32(file, record + 4, Checksum(file.AsSpan(offset, padded)));
            PutU32(file, record + 8, (uint)offset);
            PutU32(file, record + 12, (uint)octets.Length);
            (record, offset) = (record + RecordLength, offset + padded);
        }
        PutU32(file, head + AdjustmentAt, unchecked(AdjustmentBase - Checksum(file)));
        return file;
    }

    /// <summary>The sum of big-endian 32-bit words, modulo 2³²; the length is a multiple of four.</summary>
    public static uint Checksum(ReadOnlySpan<byte> octets)
    {
        var sum = 0u;
        for (var at = 0; at < octets.Length; at += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(octets[at..]));
        }
        return sum;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static void WriteHeader(byte[] file, int count)
    {
        var power = BitOperations.Log2((uint)count);
        var range = (1 << power) * 16;
        PutU32(file, 0, 0x00010000);
        PutU16(file, 4, count);
        PutU16(file, 6, range);
        PutU16(file, 8, power);
        PutU16(file, 10, (count * 16) - range);
    }

    private static void PutU16(byte[] file, int at, int value) =>
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at), (ushort)value);

    private static void PutU32(byte[] file, int at, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);
}
