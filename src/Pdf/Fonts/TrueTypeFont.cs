// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>
/// A font with TrueType outlines, read for measuring and embedding (OpenType 1.9). Immutable and safe for many threads;
/// it keeps the file's octets.
/// </summary>
public sealed class TrueTypeFont
{
    private readonly TableDirectory _tables;
    private readonly CharacterMap _characters;
    private readonly GlyphTable _glyphs;
    private readonly ushort[] _advances;
    private readonly short[] _leftBearings;
    private readonly int[] _widths;

    private TrueTypeFont(TableDirectory tables)
    {
        _tables = tables;
        Metrics = FontMetricsReader.Read(tables);
        PostScriptName = NameTable.PostScriptName(tables.Required("name"));
        GlyphCount = tables.Required("maxp").U16(4);
        if (GlyphCount == 0)
        {
            throw FontFault.Malformed("the font has no glyphs", tables.Required("maxp").OffsetOf(4));
        }
        _characters = CharacterMapReader.Read(tables.Required("cmap"), GlyphCount);
        _glyphs = GlyphTable.Read(tables, GlyphCount);
        (_advances, _leftBearings) = HorizontalMetrics.Read(tables, GlyphCount);
        _widths = Array.ConvertAll(_advances, a => FontMetricsReader.Thousandths(a, Metrics.UnitsPerEm));
    }

    /// <summary>Name of the face without a subset tag, such as <c>LiberationSerif-Bold</c>.</summary>
    public string PostScriptName { get; }

    /// <summary>Measures of the whole face.</summary>
    public FontMetrics Metrics { get; }

    /// <summary>How many glyphs the font has, from 1 to 65535.</summary>
    public int GlyphCount { get; }

    internal TableDirectory Tables => _tables;

    /// <summary>Reads a font.</summary>
    /// <param name="octets">The file, at most 32 MiB. The font keeps this memory; it may not change afterwards.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>, <see cref="SigningErrorKind.UnsupportedFormat"/> (CFF outlines,
    /// collections, no Unicode map) or <see cref="SigningErrorKind.DocumentTooLarge"/>, with the offset as its field.
    /// </exception>
    public static TrueTypeFont Load(ReadOnlyMemory<byte> octets) => new(TableDirectory.Read(octets));

    /// <summary>The glyph of a code point; 0 when the font has none.</summary>
    public int GlyphOf(int codePoint) => _characters[codePoint];

    /// <summary>True when the font can draw a code point.</summary>
    public bool Has(int codePoint) => _characters[codePoint] != 0;

    /// <summary>The advance of a glyph in units of the font's grid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The font has no such glyph.</exception>
    public int AdvanceOf(int glyph)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)glyph, (uint)GlyphCount);
        return _advances[glyph];
    }

    /// <summary>
    /// The width of a code point in 1/1000 em, rounded as the PDF's width array has it, so that a line measured here is as long
    /// as a reader draws it.
    /// </summary>
    public int WidthOf(int codePoint) => _widths[_characters[codePoint]];

    /// <summary>The width of a text in composed form (<see cref="ShapedText.Text"/>), in 1/1000 em.</summary>
    public long Measure(ReadOnlySpan<char> text)
    {
        var width = 0L;
        foreach (var rune in text.EnumerateRunes())
        {
            width += WidthOf(rune.Value);
        }
        return width;
    }

    /// <summary>The box around a code point's outline in 1/1000 em; null for one without an outline.</summary>
    internal (int Left, int Bottom, int Right, int Top)? BoundsOf(int codePoint)
    {
        const int HeaderLength = 10; // contours, then the box
        var outline = _glyphs.Outline(GlyphOf(codePoint));
        return outline.Length < HeaderLength
            ? null
            : (
                Thousandths(outline.I16(2)),
                Thousandths(outline.I16(4)),
                Thousandths(outline.I16(6)),
                Thousandths(outline.I16(8))
            );

        int Thousandths(int units) => FontMetricsReader.Thousandths(units, Metrics.UnitsPerEm);
    }

    internal int GlyphWidthOf(int glyph) => _widths[glyph];

    internal short LeftBearingOf(int glyph) => _leftBearings[glyph];

    internal GlyphOutline OutlineOf(int glyph) => GlyphOutline.Read(_glyphs.Outline(glyph));
}
