// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Breaks text into lines: at spaces, and inside a word only when the word alone is wider than a line.</summary>
public static class LineBreaker
{
    /// <summary>Breaks a text in composed form (<see cref="ShapedText.Text"/>).</summary>
    /// <param name="font">The face.</param>
    /// <param name="text">The text; a line feed ends a paragraph, a no-break space never breaks.</param>
    /// <param name="size">Font size in points, above zero.</param>
    /// <param name="width">Room of a line in points.</param>
    /// <returns>
    /// At least one line. No character but the spaces and line feeds at breaks is lost. A line is wider than asked only when one
    /// character alone is.
    /// </returns>
    public static IReadOnlyList<string> Break(TrueTypeFont font, string text, double size, double width)
    {
        ArgumentNullException.ThrowIfNull(font);
        return Break(font.WidthOf, text, size, width);
    }

    /// <summary>Breaks a text whose characters have the widths that a function tells, in 1/1000 em.</summary>
    internal static IReadOnlyList<string> Break(Func<int, int> widthOf, string text, double size, double width)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var room = (long)Math.Floor(Math.Clamp(width / size * 1000, 0, int.MaxValue));
        var lines = new List<string>();
        foreach (var paragraph in text.AsSpan().EnumerateLines())
        {
            BreakParagraph(widthOf, paragraph, room, lines);
        }
        return lines;
    }

    private static void BreakParagraph(Func<int, int> widthOf, ReadOnlySpan<char> text, long room, List<string> lines)
    {
        var rest = text.Trim(' ');
        do
        {
            var length = LineLength(widthOf, rest, room);
            lines.Add(rest[..length].TrimEnd(' ').ToString());
            rest = rest[length..].TrimStart(' ');
        } while (!rest.IsEmpty);
    }

    /// <summary>How many UTF-16 units go on the next line: whole words, or what fits of a word that is too long, at least one character.</summary>
    private static int LineLength(Func<int, int> widthOf, ReadOnlySpan<char> text, long room)
    {
        var (used, at, lastSpace) = (0L, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == ' ')
            {
                lastSpace = at;
            }
            used += widthOf(rune.Value);
            if (used > room && rune.Value != ' ')
            {
                return lastSpace > 0 ? lastSpace : Math.Max(at, rune.Utf16SequenceLength);
            }
            at += rune.Utf16SequenceLength;
        }
        return text.Length;
    }
}
