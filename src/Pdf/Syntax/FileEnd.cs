// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>
/// The last lines of a file (ISO 32000-2 §7.5.5): <c>startxref</c>, an offset, <c>%%EOF</c>. Other readers look for them in the
/// last 1,024 octets; whoever does not find them, or finds no plain number, searches the file for objects, and so may show
/// what we have not read.
/// </summary>
internal static class FileEnd
{
    private const int SearchLength = 1024;
    private const int MaxDigits = 10;
    private const string NoStart = "The file does not tell where its cross-reference is, in its last 1,024 octets.";

    /// <summary>The offset of the newest cross-reference section.</summary>
    public static long FindStartXref(PdfBuffer buffer)
    {
        var octets = buffer.Span;
        var last = octets.LastIndexOfAnyExcept(PdfChars.WhiteSpace) + 1;
        PdfFault.Require(
            octets[..last].EndsWith("%%EOF"u8),
            buffer.OffsetOf(last),
            "The file does not end with its end-of-file marker."
        );
        var from = Math.Max(0, octets.Length - SearchLength);
        var at = octets[from..].LastIndexOf("startxref"u8);
        PdfFault.Require(at >= 0, buffer.OffsetOf(from), NoStart);
        var lexer = new PdfLexer(buffer, from + at);
        var offset = ReadStartXref(ref lexer);
        lexer.SkipWhiteSpaceAndComments();
        PdfFault.Require(
            lexer.Position == octets.Length,
            buffer.OffsetOf(lexer.Position),
            "Something stands between the cross-reference and the end of the file."
        );
        return offset;
    }

    /// <summary>Reads <c>startxref</c> and the offset: digits, with blanks and ends of lines in front and nothing else.</summary>
    public static long ReadStartXref(ref PdfLexer lexer)
    {
        lexer.Expect("startxref"u8, NoStart);
        var rest = lexer.Buffer.Span[lexer.Position..];
        var blank = rest.IndexOfAnyExcept(" \t\r\n"u8);
        var digits = blank < 0 ? -1 : rest[blank..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        PdfFault.Require(
            digits is > 0 and <= MaxDigits && !PdfChars.IsRegular(rest[blank + digits]),
            lexer.OffsetOf(lexer.Position),
            "The offset of the cross-reference is malformed."
        );
        PdfNumbers.TryInteger(rest.Slice(blank, digits), out var offset);
        lexer.Position += blank + digits;
        return offset;
    }
}
