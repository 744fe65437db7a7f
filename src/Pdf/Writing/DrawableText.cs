// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>What can be drawn one glyph after another, from left to right.</summary>
internal static class DrawableText
{
    /// <summary>Tabs and line ends draw as spaces, all else as itself.</summary>
    public static int Plain(int codePoint) => codePoint is '\t' or '\n' or '\r' ? ' ' : codePoint;

    /// <summary>
    /// False for what the face lacks, for marks, controls and format characters, and for scripts that are written from right
    /// to left: drawn in the order of the text they would show another word than the one that is signed.
    /// </summary>
    public static bool CanDraw(TrueTypeFont face, int codePoint) =>
        Rune.TryCreate(codePoint, out var rune)
        && face.GlyphOf(codePoint) != 0
        && ShapedText.CanDraw(face, rune)
        && !IsRightToLeft(codePoint);

    /// <summary>
    /// True for a mark that can be set above or below the letter before it. What does not compose is rare, but names need it:
    /// Ê Đê and Gia Rai are written with ư̆, ơ̆, ê̆ and ô̆, for which Unicode has no letters of their own.
    /// </summary>
    public static bool IsMark(TrueTypeFont face, int codePoint) =>
        codePoint is >= 0x0300 and <= 0x036F && face.GlyphOf(codePoint) != 0 && face.WidthOf(codePoint) == 0;

    private static bool IsRightToLeft(int codePoint) =>
        codePoint
            is (>= 0x0590 and <= 0x08FF)
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFF)
                or (>= 0x10800 and <= 0x10FFF)
                or (>= 0x1E800 and <= 0x1EFFF);
}
