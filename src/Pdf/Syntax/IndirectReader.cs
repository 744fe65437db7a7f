// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Reads one indirect object from <c>obj</c> to <c>endobj</c>.</summary>
internal static class IndirectReader
{
    /// <summary>Reads the object at the lexer's position.</summary>
    /// <param name="lexer">Moved behind <c>endobj</c>.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="resolveLength">The value of /Length, which may be a reference.</param>
    public static PdfIndirect Read(ref PdfLexer lexer, PdfLimits limits, Func<PdfValue, long> resolveLength)
    {
        lexer.SkipWhiteSpaceAndComments();
        var start = lexer.Position;
        const string NoObject = "There is no object at this offset.";
        var number = (int)lexer.ExpectInteger(limits.MaxObjects, NoObject);
        var generation = (int)lexer.ExpectInteger(PdfReference.MaxGeneration, NoObject);
        lexer.Expect("obj"u8, NoObject);
        var value = PdfParser.ReadValue(ref lexer, limits);
        var token = lexer.Next();
        var isStream = lexer.Is(token, "stream"u8);
        ReadOnlyMemory<byte> data = default;
        if (isStream)
        {
            PdfFault.Require(value.IsDictionary, lexer.OffsetOf(start), "A stream has no dictionary.");
            data = ReadData(ref lexer, resolveLength(value.Find("Length"u8)));
            token = lexer.Next();
        }
        PdfFault.Require(lexer.Is(token, "endobj"u8), lexer.OffsetOf(token.Start), "An object has no end.");
        return new PdfIndirect
        {
            Id = new PdfReference(number, generation),
            Value = value,
            Data = data,
            IsStream = isStream,
            Offset = lexer.OffsetOf(start),
            EndOffset = lexer.OffsetOf(lexer.Position),
        };
    }

    // ISO 32000-2 §7.3.8.1: the keyword is followed by CR LF or LF, not by CR alone.
    private static ReadOnlyMemory<byte> ReadData(ref PdfLexer lexer, long length)
    {
        var rest = lexer.Buffer.Span[lexer.Position..];
        var skip =
            rest.StartsWith("\r\n"u8) ? 2
            : rest.StartsWith("\n"u8) ? 1
            : 0;
        PdfFault.Require(skip > 0, lexer.OffsetOf(lexer.Position), "The keyword stream does not end its line.");
        var start = lexer.Position + skip;
        PdfFault.Require(
            length >= 0 && length <= lexer.Buffer.Length - start,
            lexer.OffsetOf(start),
            "The length of a stream is out of range."
        );
        lexer.Position = start + (int)length;
        RequireEnd(ref lexer);
        return lexer.Buffer.Memory.Slice(start, (int)length);
    }

    private static void RequireEnd(ref PdfLexer lexer)
    {
        var rest = lexer.Buffer.Span[lexer.Position..];
        var blank = rest.IndexOfAnyExcept(PdfChars.WhiteSpace);
        PdfFault.Require(
            blank >= 0 && rest[blank..].StartsWith("endstream"u8),
            lexer.OffsetOf(lexer.Position),
            "The length of a stream does not lead to its end."
        );
        lexer.Position += blank + "endstream"u8.Length;
    }
}
