// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Finds where a value ends and what it is. What is inside stays octets until somebody asks.</summary>
internal static class PdfParser
{
    /// <summary>Reads the value at the lexer's position and moves behind it.</summary>
    public static PdfValue ReadValue(ref PdfLexer lexer, PdfLimits limits) =>
        ReadValue(ref lexer, lexer.Next(), limits);

    /// <summary>Reads the value that begins with this token.</summary>
    public static PdfValue ReadValue(ref PdfLexer lexer, PdfToken first, PdfLimits limits)
    {
        switch (first.Kind)
        {
            case PdfTokenKind.Integer:
                return IntegerOrReference(ref lexer, first, limits);
            case PdfTokenKind.ArrayStart:
            case PdfTokenKind.DictionaryStart:
                var kind = first.Kind == PdfTokenKind.ArrayStart ? PdfKind.Array : PdfKind.Dictionary;
                return new PdfValue(kind, lexer.Buffer, first.Start, SkipContainer(ref lexer, first, limits), limits);
            case PdfTokenKind.End:
            case PdfTokenKind.ArrayEnd:
            case PdfTokenKind.DictionaryEnd:
                throw PdfFault.Malformed(lexer.OffsetOf(first.Start), "A value is missing.");
            default:
                return new PdfValue(KindOf(lexer, first), lexer.Buffer, first.Start, first.End, limits);
        }
    }

    private static PdfKind KindOf(PdfLexer lexer, PdfToken token) =>
        token.Kind switch
        {
            PdfTokenKind.Real => PdfKind.Real,
            PdfTokenKind.Name => PdfKind.Name,
            PdfTokenKind.LiteralString => PdfKind.LiteralString,
            PdfTokenKind.HexString => PdfKind.HexString,
            _ when lexer.Is(token, "true"u8) || lexer.Is(token, "false"u8) => PdfKind.Boolean,
            _ when lexer.Is(token, "null"u8) => PdfKind.Null,
            _ => throw PdfFault.Malformed(lexer.OffsetOf(token.Start), "This is no value."),
        };

    private static PdfValue IntegerOrReference(ref PdfLexer lexer, PdfToken first, PdfLimits limits)
    {
        var ahead = lexer;
        // The look ahead may run into what is malformed: that is the next value's to say.
        if (NextIsDigit(ahead) && ahead.Next().Kind == PdfTokenKind.Integer && NextIsR(ahead))
        {
            var end = ahead.Next();
            if (ahead.Is(end, "R"u8))
            {
                lexer.Position = end.End;
                return new PdfValue(PdfKind.Reference, lexer.Buffer, first.Start, end.End, limits);
            }
        }
        return new PdfValue(PdfKind.Integer, lexer.Buffer, first.Start, first.End, limits);
    }

    private static bool NextIsDigit(PdfLexer lexer)
    {
        lexer.SkipWhiteSpaceAndComments();
        return lexer.Position < lexer.Buffer.Length && PdfChars.IsDigit(lexer.Buffer.Span[lexer.Position]);
    }

    private static bool NextIsR(PdfLexer lexer)
    {
        lexer.SkipWhiteSpaceAndComments();
        return lexer.Position < lexer.Buffer.Length && lexer.Buffer.Span[lexer.Position] == 'R';
    }

    // One bit for each open container: set for a dictionary. No recursion, so depth costs nothing but is bounded.
    private static int SkipContainer(ref PdfLexer lexer, PdfToken first, PdfLimits limits)
    {
        var open = first.Kind == PdfTokenKind.DictionaryStart ? 1UL : 0UL;
        var depth = 1;
        while (depth > 0)
        {
            var token = lexer.Next();
            switch (token.Kind)
            {
                case PdfTokenKind.ArrayStart or PdfTokenKind.DictionaryStart:
                    if (depth == Math.Min(limits.MaxDepth, 64))
                    {
                        throw PdfFault.TooLarge(lexer.OffsetOf(token.Start), "Objects are nested too deeply.");
                    }
                    open = (open << 1) | (token.Kind == PdfTokenKind.DictionaryStart ? 1UL : 0UL);
                    depth++;
                    break;
                case PdfTokenKind.ArrayEnd or PdfTokenKind.DictionaryEnd:
                    var isDictionary = (open & 1) != 0;
                    PdfFault.Require(
                        isDictionary == (token.Kind == PdfTokenKind.DictionaryEnd),
                        lexer.OffsetOf(token.Start),
                        "Arrays and dictionaries overlap."
                    );
                    open >>= 1;
                    depth--;
                    break;
                case PdfTokenKind.End:
                    throw PdfFault.Malformed(lexer.OffsetOf(first.Start), "An array or dictionary has no end.");
                case PdfTokenKind.Keyword when !MayStandInside(lexer, token):
                    throw PdfFault.Malformed(lexer.OffsetOf(token.Start), "This is no value.");
            }
        }
        return lexer.Position;
    }

    private static bool MayStandInside(PdfLexer lexer, PdfToken token) =>
        lexer.Is(token, "R"u8) || lexer.Is(token, "true"u8) || lexer.Is(token, "false"u8) || lexer.Is(token, "null"u8);
}
