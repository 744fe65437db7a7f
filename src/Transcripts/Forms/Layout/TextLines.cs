// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Breaks text into lines that can be read again: each line but the last ends with the blank at which it was broken, so that
/// copied and spoken text doesn't run two words together; a word that had to be broken goes on without one.
/// </summary>
internal static class TextLines
{
    /// <summary>Of a blank in the Times-metric faces, as a part of the size.</summary>
    public const double BlankWidth = 0.25;

    public static IReadOnlyList<string> Break(PdfFont font, string text, double size, double width)
    {
        var lines = font.BreakLines(text, size, width);
        if (lines.Count == 1)
        {
            return lines;
        }
        var result = new string[lines.Count];
        var at = 0;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = i == result.Length - 1 || IsInsideWord(text, lines[i], ref at) ? lines[i] : lines[i] + " ";
        }
        return result;
    }

    private static bool IsInsideWord(string text, string line, ref int at)
    {
        var found = text.IndexOf(line, at, StringComparison.Ordinal);
        if (found < 0)
        {
            return false; // composed letters: a blank is the likelier
        }
        at = found + line.Length;
        return line.Length > 0 && at < text.Length && !char.IsWhiteSpace(text[at]);
    }
}
