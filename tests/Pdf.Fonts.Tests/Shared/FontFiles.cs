// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Text;

namespace HocBaSo.Signing.Pdf.Fonts.Tests;

/// <summary>Looks into font files without the product's reader.</summary>
internal static class FontFiles
{
    public static IReadOnlyDictionary<string, (int Record, int Offset, int Length)> Tables(byte[] file)
    {
        var tables = new Dictionary<string, (int, int, int)>(StringComparer.Ordinal);
        for (var i = 0; i < U16(file, 4); i++)
        {
            var record = 12 + (16 * i);
            var tag = Encoding.ASCII.GetString(file, record, 4);
            tables.Add(tag, (record, (int)U32(file, record + 8), (int)U32(file, record + 12)));
        }
        return tables;
    }

    public static (int Record, int Offset, int Length) Table(byte[] file, string tag) => Tables(file)[tag];

    /// <summary>A copy of a font in which one table has another name.</summary>
    public static byte[] Rename(string path, string tag)
    {
        var file = File.ReadAllBytes(path);
        "none"u8.CopyTo(file.AsSpan(Table(file, tag).Record));
        return file;
    }

    public static int U16(byte[] file, int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    public static uint U32(byte[] file, int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));

    /// <summary>The sum of 32-bit words with zeros after the end, as the OpenType specification computes it.</summary>
    public static uint Sum(byte[] file, int offset, int length)
    {
        var sum = 0u;
        for (var i = 0; i < length; i++)
        {
            sum += (uint)file[offset + i] << (8 * (3 - (i % 4)));
        }
        return sum;
    }
}
