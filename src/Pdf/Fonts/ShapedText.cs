// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>A text made ready for one face: composed letters, its width, and what the face cannot draw.</summary>
public sealed class ShapedText
{
    private ShapedText(string text, long width, IReadOnlyList<MissingGlyph> missing)
    {
        (Text, Width, Missing) = (text, width, missing);
    }

    /// <summary>The text with composed letters (NFC); each code point is one glyph.</summary>
    public string Text { get; }

    /// <summary>Width in 1/1000 em.</summary>
    public long Width { get; }

    /// <summary>What the face has no glyph for, in the order of the text: the caller decides, no box is drawn silently.</summary>
    public IReadOnlyList<MissingGlyph> Missing { get; }

    /// <summary>True when every character can be drawn.</summary>
    public bool IsComplete => Missing.Count == 0;

    /// <summary>
    /// Shapes a text. Combining marks that compose with nothing count as missing: without mark positioning they would be
    /// drawn beside their letter. So do control and format characters, and lone surrogates.
    /// </summary>
    public static ShapedText Shape(TrueTypeFont font, string text)
    {
        ArgumentNullException.ThrowIfNull(font);
        ArgumentNullException.ThrowIfNull(text);
        var composed = LatinComposition.Compose(text);
        List<MissingGlyph>? missing = null;
        var (width, index) = (0L, 0);
        foreach (var rune in composed.EnumerateRunes())
        {
            if (CanDraw(font, rune))
            {
                width += font.WidthOf(rune.Value);
            }
            else
            {
                (missing ??= []).Add(new MissingGlyph(rune.Value, index));
            }
            index += rune.Utf16SequenceLength;
        }
        return new ShapedText(composed, width, missing is null ? [] : missing);
    }

    /// <summary>True for what one glyph of the face shows by itself.</summary>
    internal static bool CanDraw(TrueTypeFont font, Rune rune) =>
        font.Has(rune.Value)
        && (
            rune.IsAscii
                ? rune.Value is >= 0x20 and < 0x7F
                : rune.Value != Rune.ReplacementChar.Value
                    && Rune.GetUnicodeCategory(rune)
                        is not (
                            UnicodeCategory.NonSpacingMark
                            or UnicodeCategory.EnclosingMark
                            or UnicodeCategory.SpacingCombiningMark
                            or UnicodeCategory.Control
                            or UnicodeCategory.Format
                        )
        );
}
