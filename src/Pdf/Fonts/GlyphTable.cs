// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Tables <c>loca</c> and <c>glyf</c>: the outline of each glyph.</summary>
internal sealed class GlyphTable
{
    private readonly FontTable _loca;
    private readonly FontTable _glyf;
    private readonly bool _isLong;

    private GlyphTable(FontTable loca, FontTable glyf, bool isLong)
    {
        (_loca, _glyf, _isLong) = (loca, glyf, isLong);
    }

    public static GlyphTable Read(TableDirectory tables, int glyphCount)
    {
        var head = tables.Required("head");
        var isLong = head.I16(50) switch
        {
            0 => false,
            1 => true,
            _ => throw FontFault.Malformed("the format of table 'loca' is unknown", head.OffsetOf(50)),
        };
        var loca = tables.Required("loca");
        if (loca.Length < (glyphCount + 1) * (isLong ? 4 : 2))
        {
            throw FontFault.Malformed("table 'loca' is too short", loca.OffsetOf(0));
        }
        return new GlyphTable(loca, tables.Required("glyf"), isLong);
    }

    /// <summary>The outline of a glyph below the glyph count; empty for one that draws nothing.</summary>
    public FontTable Outline(int glyph)
    {
        var (start, end) = (Offset(glyph), Offset(glyph + 1));
        if (end < start || end > _glyf.Length)
        {
            throw FontFault.Malformed($"the outline of glyph {glyph} lies outside table 'glyf'", LocaPlace(glyph));
        }
        return new FontTable("glyf", _glyf.Slice(start, end - start), (int)_glyf.OffsetOf(start));
    }

    private long Offset(int glyph) => _isLong ? _loca.U32(glyph * 4) : _loca.U16(glyph * 2) * 2;

    private long LocaPlace(int glyph) => _loca.OffsetOf(glyph * (_isLong ? 4 : 2));
}
