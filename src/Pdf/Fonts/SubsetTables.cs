// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The tables that change in a subset.</summary>
internal static class SubsetTables
{
    private const int ShortLocaLimit = 2 * ushort.MaxValue;
    private const int HeadLength = 54;
    private const int HheaLength = 36;
    private const int MaxpLength = 32;

    /// <summary><c>glyf</c> and <c>loca</c>; outlines start on even octets, so that a short <c>loca</c> can hold them.</summary>
    public static (byte[] Glyf, byte[] Loca, bool IsLong) Outlines(List<byte[]> outlines)
    {
        var offsets = new int[outlines.Count + 1];
        for (var i = 0; i < outlines.Count; i++)
        {
            offsets[i + 1] = offsets[i] + ((outlines[i].Length + 1) & ~1);
        }
        var glyf = new byte[offsets[^1]];
        for (var i = 0; i < outlines.Count; i++)
        {
            outlines[i].CopyTo(glyf, offsets[i]);
        }
        var isLong = glyf.Length > ShortLocaLimit;
        return (glyf, Loca(offsets, isLong), isLong);
    }

    public static byte[] Head(FontTable whole, bool isLong)
    {
        var head = whole.Slice(0, HeadLength).ToArray();
        PutU16(head, 50, isLong ? 1 : 0);
        return head;
    }

    public static byte[] Hhea(FontTable whole, int glyphCount)
    {
        var hhea = whole.Slice(0, HheaLength).ToArray();
        PutU16(hhea, 34, glyphCount);
        return hhea;
    }

    public static byte[] Maxp(FontTable whole, int glyphCount, bool keepsInstructions)
    {
        var maxp = whole.Slice(0, MaxpLength).ToArray();
        PutU16(maxp, 4, glyphCount);
        if (!keepsInstructions)
        {
            // maxZones 1: no twilight zone; then twilight points, storage, functions, definitions, stack, instructions
            PutU16(maxp, 14, 1);
            maxp.AsSpan(16, 12).Clear();
        }
        return maxp;
    }

    public static byte[] Hmtx(TrueTypeFont font, List<int> glyphs)
    {
        var hmtx = new byte[glyphs.Count * 4];
        for (var i = 0; i < glyphs.Count; i++)
        {
            PutU16(hmtx, i * 4, font.AdvanceOf(glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(hmtx.AsSpan((i * 4) + 2), font.LeftBearingOf(glyphs[i]));
        }
        return hmtx;
    }

    private static byte[] Loca(int[] offsets, bool isLong)
    {
        var loca = new byte[offsets.Length * (isLong ? 4 : 2)];
        for (var i = 0; i < offsets.Length; i++)
        {
            if (isLong)
            {
                BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(i * 4), offsets[i]);
            }
            else
            {
                PutU16(loca, i * 2, offsets[i] / 2);
            }
        }
        return loca;
    }

    private static void PutU16(byte[] table, int at, int value) =>
        BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(at), (ushort)value);
}
