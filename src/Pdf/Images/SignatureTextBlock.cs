// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>The text of a visible signature: wrapped, then made smaller, never clipped.</summary>
/// <param name="Lines">Lines as drawn, in composed form.</param>
/// <param name="Size">Font size in points, 10 to 6.</param>
/// <param name="FirstBaseline">Height of the first line's base line in the rectangle.</param>
/// <param name="Left">Left edge of the lines.</param>
internal sealed record SignatureTextBlock(IReadOnlyList<string> Lines, double Size, double FirstBaseline, double Left)
{
    /// <summary>The size that the text has where there is room.</summary>
    public const double LargestSize = 10;

    /// <summary>Below this the text can't be read on paper.</summary>
    public const double SmallestSize = 6;

    private const double SizeStep = 0.5;
    private const string Field = "appearance.lines";

    /// <summary>Distance of base lines in points.</summary>
    public double Leading => Size * 1.15;

    /// <summary>Sets the lines into a box, in the middle of its height.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>: the font lacks a character, or the text doesn't fit at the smallest size.
    /// </exception>
    public static SignatureTextBlock Arrange(IReadOnlyList<string> lines, TrueTypeFont font, Box room)
    {
        var shaped = Shape(lines, font);
        for (var size = LargestSize; size >= SmallestSize; size -= SizeStep)
        {
            if (TrySet(shaped, font, room, size) is { } block)
            {
                return block;
            }
        }
        throw new SigningException(
            SigningErrorKind.InvalidRequest,
            $"The signature's text does not fit into its rectangle, not even at {SmallestSize:0} points.",
            Field
        );
    }

    private static string Shape(IReadOnlyList<string> lines, TrueTypeFont font)
    {
        var shaped = lines.Select(line => ShapedText.Shape(font, line)).ToArray();
        var missing = shaped.SelectMany(line => line.Missing).Select(glyph => glyph.ToString());
        var names = missing.Distinct(StringComparer.Ordinal).Take(5).ToArray();
        return names.Length == 0
            ? string.Join('\n', shaped.Select(line => line.Text))
            : throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"The font cannot draw these characters of the signature's text: {string.Join(", ", names)}.",
                Field
            );
    }

    private static SignatureTextBlock? TrySet(string text, TrueTypeFont font, Box room, double size)
    {
        var lines = LineBreaker.Break(font, text, size, room.Width);
        var (ascent, descent) = (font.Metrics.Ascent / 1000.0 * size, -font.Metrics.Descent / 1000.0 * size);
        var block = new SignatureTextBlock(lines, size, 0, room.Left);
        var height = ascent + descent + ((lines.Count - 1) * block.Leading);
        var widest = lines.Max(line => font.Measure(line)) / 1000.0 * size;
        if (height > room.Height || widest > room.Width)
        {
            return null;
        }
        return block with { FirstBaseline = room.Top - ((room.Height - height) / 2) - ascent };
    }
}
