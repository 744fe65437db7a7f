// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>
/// Whether a value is written as ISO 32000-2 §7.3 says to its last token, also where nobody looks: keys are names, each with a value, <c>R</c>
/// stands behind two integers, hexadecimal strings hold digits. Readers that meet something else search the file for objects.
/// </summary>
internal static class StrictSyntax
{
    private const int MaxDepth = 64;

    /// <summary>Looks at every token of a value; true for one that isn't there.</summary>
    public static bool Fits(PdfValue value, PdfLimits limits)
    {
        if (value.Kind == PdfKind.Missing)
        {
            return true;
        }
        var lexer = new PdfLexer(value.Buffer, value.Start);
        // One bit for each open container, set for a dictionary; in one, keys and values take turns.
        var (dictionaries, depth, isKeyDue) = (0UL, 0, false);
        do
        {
            var token = lexer.Next();
            var isInDictionary = depth > 0 && (dictionaries & 1) != 0;
            switch (token.Kind)
            {
                case PdfTokenKind.Name when isKeyDue:
                    isKeyDue = false;
                    continue;
                case PdfTokenKind.DictionaryEnd when isKeyDue:
                case PdfTokenKind.ArrayEnd when depth > 0 && !isInDictionary:
                    dictionaries >>= 1;
                    depth--;
                    break;
                case PdfTokenKind.ArrayStart or PdfTokenKind.DictionaryStart when !isKeyDue && depth < MaxDepth:
                    isKeyDue = token.Kind == PdfTokenKind.DictionaryStart;
                    dictionaries = (dictionaries << 1) | (isKeyDue ? 1UL : 0UL);
                    depth++;
                    continue;
                default:
                    if (isKeyDue || !IsScalar(ref lexer, token, limits))
                    {
                        return false;
                    }
                    break;
            }
            isKeyDue = depth > 0 && (dictionaries & 1) != 0;
        } while (depth > 0);
        return lexer.Position == value.End;
    }

    private static bool IsScalar(ref PdfLexer lexer, PdfToken token, PdfLimits limits)
    {
        switch (token.Kind)
        {
            case PdfTokenKind.Integer:
                // Takes the rest of a reference along.
                PdfParser.ReadValue(ref lexer, token, limits);
                return true;
            case PdfTokenKind.HexString:
                return IsHexadecimal(lexer.Text(token)[1..^1]);
            case PdfTokenKind.Keyword:
                return lexer.Is(token, "true"u8) || lexer.Is(token, "false"u8) || lexer.Is(token, "null"u8);
            default:
                return token.Kind is PdfTokenKind.Real or PdfTokenKind.Name or PdfTokenKind.LiteralString;
        }
    }

    private static bool IsHexadecimal(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit) && !PdfChars.IsWhiteSpace(digit))
            {
                return false;
            }
        }
        return true;
    }
}
