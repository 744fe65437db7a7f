// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Reads <c>hmtx</c>: advance and left side bearing of each glyph.</summary>
internal static class HorizontalMetrics
{
    public static (ushort[] Advances, short[] LeftBearings) Read(TableDirectory tables, int glyphCount)
    {
        var (hhea, hmtx) = (tables.Required("hhea"), tables.Required("hmtx"));
        var full = hhea.U16(34);
        if (full == 0 || full > glyphCount)
        {
            throw FontFault.Malformed("the number of horizontal metrics is out of range", hhea.OffsetOf(34));
        }
        hmtx.Slice(0, (full * 4) + ((glyphCount - full) * 2));
        var advances = new ushort[glyphCount];
        var bearings = new short[glyphCount];
        for (var glyph = 0; glyph < glyphCount; glyph++)
        {
            // glyphs after the last full record share its advance
            var isFull = glyph < full;
            advances[glyph] = isFull ? hmtx.U16(glyph * 4) : advances[full - 1];
            bearings[glyph] = hmtx.I16(isFull ? (glyph * 4) + 2 : (full * 4) + ((glyph - full) * 2));
        }
        return (advances, bearings);
    }
}
