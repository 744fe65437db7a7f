// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>One table of a font file. Every read is checked against the table's own end.</summary>
internal readonly struct FontTable(string tag, ReadOnlyMemory<byte> octets, int start)
{
    /// <summary>The table's four letters.</summary>
    public string Tag => tag;

    /// <summary>The table's octets.</summary>
    public ReadOnlyMemory<byte> Octets => octets;

    /// <summary>Length in octets.</summary>
    public int Length => octets.Length;

    /// <summary>The place of an octet of this table in the file.</summary>
    public long OffsetOf(long at) => start + at;

    /// <summary>Part of the table; refused when it leaves the table.</summary>
    public ReadOnlyMemory<byte> Slice(long at, long count)
    {
        if (at < 0 || count < 0 || at > octets.Length - count)
        {
            throw FontFault.Malformed($"table '{tag}' ends too early", OffsetOf(Math.Max(at, 0)));
        }
        return octets.Slice((int)at, (int)count);
    }

    public byte U8(long at) => Slice(at, 1).Span[0];

    public ushort U16(long at) => BinaryPrimitives.ReadUInt16BigEndian(Slice(at, 2).Span);

    public short I16(long at) => BinaryPrimitives.ReadInt16BigEndian(Slice(at, 2).Span);

    public uint U32(long at) => BinaryPrimitives.ReadUInt32BigEndian(Slice(at, 4).Span);

    public int I32(long at) => BinaryPrimitives.ReadInt32BigEndian(Slice(at, 4).Span);
}
