// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>The three character classes (ISO 32000-2 §7.2.3).</summary>
internal static class PdfChars
{
    private const ulong WhiteSpaceBits = 1UL | (1UL << 9) | (1UL << 10) | (1UL << 12) | (1UL << 13) | (1UL << 32);

    private static readonly bool[] Regular =
    [
        .. Enumerable.Range(0, 256).Select(static o => !"\0\t\n\f\r ()<>[]{}/%".Contains((char)o)),
    ];

    /// <summary>All that is not regular: white space and delimiters.</summary>
    public static SearchValues<byte> NotRegular { get; } = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    public static SearchValues<byte> WhiteSpace { get; } = SearchValues.Create("\0\t\n\f\r "u8);

    public static SearchValues<byte> EndOfLine { get; } = SearchValues.Create("\n\r"u8);

    public static bool IsWhiteSpace(byte octet) => octet <= 32 && ((WhiteSpaceBits >> octet) & 1) != 0;

    /// <summary>Neither white space nor a delimiter.</summary>
    public static bool IsRegular(byte octet) => Regular[octet];

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
