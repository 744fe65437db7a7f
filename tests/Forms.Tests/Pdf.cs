// SPDX-License-Identifier: Apache-2.0
using System.Text.RegularExpressions;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>What other people's tools say of a rendition.</summary>
internal static partial class Pdf
{
    /// <summary>The text in the order of the pages, blanks folded.</summary>
    public static string Text(Rendition rendition, params string[] options) =>
        Fold(Run(rendition, file => ("pdftotext", [.. options, file, "-"])));

    public static string Structure(Rendition rendition) => Run(rendition, file => ("pdfinfo", ["-struct-text", file]));

    /// <summary>The text in the order in which a screen reader reads it.</summary>
    public static string ReadingOrder(Rendition rendition) =>
        Fold(string.Join(' ', Quoted().Matches(Structure(rendition)).Select(match => match.Groups[1].Value)));

    public static string Run(Rendition rendition, Func<string, (string Program, string[] Arguments)> call)
    {
        using var folder = new TemporaryFolder();
        var (program, arguments) = call(folder.Write("rendition.pdf", rendition.Document.Span));
        var (exit, output, error) = OutsideTool.Run(program, arguments);
        Assert.True(exit == 0 && error.Length == 0, output + error);
        return output;
    }

    /// <summary>Fails unless qpdf finds nothing to say.</summary>
    public static void Check(Rendition rendition)
    {
        var said = Run(rendition, file => ("qpdf", ["--check", file]));
        Assert.DoesNotContain("WARNING", said, StringComparison.Ordinal);
    }

    /// <summary>Fails unless the texts follow one another.</summary>
    public static void AssertOrder(string text, params IEnumerable<string> parts)
    {
        var at = 0;
        foreach (var part in parts.Select(Fold))
        {
            var next = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"'{part}' is not behind '{text[Math.Max(0, at - 60)..at]}' in:\n{text}");
            at = next + part.Length;
        }
    }

    private static string Fold(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex("^ *\"(.*)\"$", RegexOptions.Multiline, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
