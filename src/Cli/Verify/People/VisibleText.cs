// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Text of a file that may be hostile, for a terminal: what would move the cursor, colour, hide or reorder other text is
/// written as <c>\u{202E}</c>, so that nothing of it can pass for ours.
/// </summary>
internal static class VisibleText
{
    // Two marks on a letter are Vietnamese; a pile of them covers the lines above.
    private const int MaxMarks = 3;

    /// <summary>The text, each harmful character written as its number.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        var marks = 0;
        for (var index = 0; index < text.Length; )
        {
            var isScalar = Rune.TryGetRuneAt(text, index, out var rune);
            marks = isScalar && IsMark(rune) ? marks + 1 : 0;
            if (isScalar && IsHarmless(rune) && marks <= MaxMarks)
            {
                shown.Append(rune.ToString());
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{(isScalar ? rune.Value : text[index]):X}}}");
            }
            index += isScalar ? rune.Utf16SequenceLength : 1;
        }
        return shown.ToString();
    }

    private static bool IsHarmless(Rune rune) => IsPrinted(rune) && !IsRightToLeft(rune.Value) && !IsBlank(rune.Value);

    private static bool IsPrinted(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control
            or UnicodeCategory.Format // bidirectional overrides and isolates, zero widths
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned => false,
            UnicodeCategory.SpaceSeparator => rune.Value == ' ',
            _ => true,
        };

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // Letters of scripts from right to left turn the digits and brackets beside them around (UAX #9).
    private static bool IsRightToLeft(int c) =>
        c
            is (>= 0x590 and <= 0x8FF)
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFF)
                or (>= 0x10800 and <= 0x10FFF)
                or (>= 0x1E800 and <= 0x1EFFF);

    // Letters and marks that show nothing: Hangul fillers, the blank of Braille, joiners and variation selectors.
    private static bool IsBlank(int c) =>
        c
            is 0x34F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or 0x2800
                or 0x3164
                or 0xFFA0
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xE0100 and <= 0xE01EF);
}
