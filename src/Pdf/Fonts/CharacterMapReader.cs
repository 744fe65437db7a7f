// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>
/// Reads a Unicode subtable of <c>cmap</c>, format 12 before format 4. Segments have to stand in rising order without
/// overlap, as the format asks: that bounds the work by the number of code points, whatever the file says.
/// </summary>
internal static class CharacterMapReader
{
    private const int HeaderLength = 4;
    private const int RecordLength = 8;

    public static CharacterMap Read(FontTable table, int glyphCount)
    {
        var map = new CharacterMap(glyphCount);
        if (Find(table, 12) is { } full)
        {
            ReadGroups(table, full, map);
        }
        else if (Find(table, 4) is { } basic)
        {
            ReadSegments(table, basic, map);
        }
        else
        {
            throw FontFault.Unsupported("it has no Unicode character map of format 4 or 12", table.OffsetOf(0));
        }
        return map;
    }

    private static long? Find(FontTable table, int format)
    {
        var count = table.U16(2);
        for (var i = 0; i < count; i++)
        {
            var record = HeaderLength + (i * RecordLength);
            var (platform, encoding) = (table.U16(record), table.U16(record + 2));
            var isUnicode = platform == 0 || (platform == 3 && encoding is 1 or 10);
            var offset = table.U32(record + 4);
            if (isUnicode && table.U16(offset) == format)
            {
                return offset;
            }
        }
        return null;
    }

    private static void ReadGroups(FontTable table, long at, CharacterMap map)
    {
        var count = table.U32(at + 12);
        var next = 0L;
        for (long i = 0, group = at + 16; i < count; i++, group += 12)
        {
            var (first, last) = (table.U32(group), table.U32(group + 4));
            if (first < next || last < first || last > 0x10FFFF)
            {
                throw FontFault.Malformed("groups of the character map are out of order", table.OffsetOf(group));
            }
            var glyph = (long)table.U32(group + 8);
            for (var code = first; code <= last; code++, glyph++)
            {
                map.Add((int)code, (int)Math.Min(glyph, int.MaxValue));
            }
            next = last + 1L;
        }
    }

    private static void ReadSegments(FontTable table, long at, CharacterMap map)
    {
        var doubled = table.U16(at + 6) & ~1;
        var (ends, starts) = (at + 14, at + 16 + doubled);
        var next = 0;
        for (var i = 0; i < doubled; i += 2)
        {
            var (first, last) = (table.U16(starts + i), table.U16(ends + i));
            if (first < next || last < first)
            {
                throw FontFault.Malformed("segments of the character map are out of order", table.OffsetOf(ends + i));
            }
            ReadSegment(table, starts + doubled + i, doubled, (first, last), map);
            next = last + 1;
        }
    }

    /// <summary>Reads the mappings of one segment.</summary>
    /// <param name="table">The table.</param>
    /// <param name="delta">Where the segment's idDelta stands; its idRangeOffset stands one array further.</param>
    /// <param name="arrayLength">Length of each of the segment arrays in octets.</param>
    /// <param name="codes">First and last code point.</param>
    /// <param name="map">What takes the mappings.</param>
    private static void ReadSegment(
        FontTable table,
        long delta,
        int arrayLength,
        (int First, int Last) codes,
        CharacterMap map
    )
    {
        var (shift, rangeOffset) = (table.U16(delta), table.U16(delta + arrayLength));
        for (var code = codes.First; code <= codes.Last && code < 0xFFFF; code++)
        {
            var glyph = code;
            if (rangeOffset != 0)
            {
                glyph = table.U16(delta + arrayLength + rangeOffset + (2L * (code - codes.First)));
                if (glyph == 0)
                {
                    continue;
                }
            }
            map.Add(code, (glyph + shift) & 0xFFFF);
        }
    }
}
