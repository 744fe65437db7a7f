// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Code point to glyph id, in pages of 256 so that a look-up is two array reads.</summary>
internal sealed class CharacterMap(int glyphCount)
{
    private const int LastCodePoint = 0x10FFFF;

    private readonly ushort[]?[] _pages = new ushort[]?[(LastCodePoint >> 8) + 1];

    /// <summary>The glyph of a code point; 0 when the font has none.</summary>
    public ushort this[int codePoint] =>
        codePoint is >= 0 and <= LastCodePoint && _pages[codePoint >> 8] is { } page
            ? page[codePoint & 0xFF]
            : (ushort)0;

    /// <summary>Takes one mapping. A glyph that the font doesn't have counts as missing.</summary>
    public void Add(int codePoint, int glyph)
    {
        if (glyph > 0 && glyph < glyphCount)
        {
            var page = _pages[codePoint >> 8] ??= new ushort[256];
            page[codePoint & 0xFF] = (ushort)glyph;
        }
    }
}
