// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>Makes the refusals of the reader: a sentence without a word of the document, and the place.</summary>
internal static class XmlFault
{
    public static SigningException Malformed(ReadOnlySpan<byte> document, int offset, string sentence) =>
        new(SigningErrorKind.MalformedDocument, sentence, Position(document, offset));

    public static SigningException TooLarge(ReadOnlySpan<byte> document, int offset, string sentence) =>
        new(SigningErrorKind.DocumentTooLarge, sentence, Position(document, offset));

    public static SigningException Unsupported(ReadOnlySpan<byte> document, int offset, string sentence) =>
        new(SigningErrorKind.UnsupportedFormat, sentence, Position(document, offset));

    /// <summary><c>line N, column M</c>, both from 1; the column counts characters, a byte order mark is none.</summary>
    public static string Position(ReadOnlySpan<byte> document, int offset)
    {
        var line = 1;
        var lineStart = document.StartsWith("\uFEFF"u8) ? 3 : 0;
        for (var i = lineStart; i < offset; i++)
        {
            var isBreak =
                document[i] == '\n' || (document[i] == '\r' && (i + 1 >= document.Length || document[i + 1] != '\n'));
            if (isBreak)
            {
                line++;
                lineStart = i + 1;
            }
        }
        var column = 1;
        for (var i = lineStart; i < offset; )
        {
            Rune.DecodeFromUtf8(document[i..], out _, out var length);
            i += length;
            column++;
        }
        return $"line {line}, column {column}";
    }
}
