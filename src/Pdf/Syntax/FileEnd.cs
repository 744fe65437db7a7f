// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>The last lines of a file (ISO 32000-2 §7.5.5): <c>startxref</c>, an offset, <c>%%EOF</c>.</summary>
internal static class FileEnd
{
    private const int SearchLength = 1024;

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
        var from = Math.Max(0, last - SearchLength);
        var at = octets[from..last].LastIndexOf("startxref"u8);
        PdfFault.Require(at >= 0, buffer.OffsetOf(from), "The file does not tell where its cross-reference is.");
        var lexer = new PdfLexer(buffer, from + at);
        lexer.Expect("startxref"u8, "The file does not tell where its cross-reference is.");
        var offset = lexer.ExpectInteger(long.MaxValue, "The offset of the cross-reference is malformed.");
        lexer.SkipWhiteSpaceAndComments();
        PdfFault.Require(
            lexer.Position == octets.Length,
            buffer.OffsetOf(lexer.Position),
            "Something stands between the cross-reference and the end of the file."
        );
        return offset;
    }
}
