// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>The three character classes (ISO 32000-2 §7.2.3).</summary>
internal static class PdfChars
{
    /// <summary>All that is not regular: white space and delimiters.</summary>
    public static SearchValues<byte> NotRegular { get; } = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    public static SearchValues<byte> WhiteSpace { get; } = SearchValues.Create("\0\t\n\f\r "u8);

    public static SearchValues<byte> EndOfLine { get; } = SearchValues.Create("\n\r"u8);

    public static bool IsWhiteSpace(byte octet) => octet is 0 or 9 or 10 or 12 or 13 or 32;

    public static bool IsDigit(byte octet) => octet is >= (byte)'0' and <= (byte)'9';

    /// <summary>0 to 15; -1 for what is no hexadecimal digit.</summary>
    public static int HexValue(byte octet) =>
        octet switch
        {
            >= (byte)'0' and <= (byte)'9' => octet - '0',
            >= (byte)'a' and <= (byte)'f' => octet - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => octet - 'A' + 10,
            _ => -1,
        };
}
