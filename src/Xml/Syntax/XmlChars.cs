// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>The character classes of XML 1.0 (5th edition) over UTF-8 bytes. Names here are NCNames: the colon is not in them.</summary>
internal static class XmlChars
{
    private const byte NameStart = 1;
    private const byte Name = 2;

    // of one-byte characters; nothing is said of the bytes of wide ones
    private static readonly byte[] s_classes = MakeClasses();

    private static ReadOnlySpan<byte> Classes => s_classes;

    /// <summary>The one-byte characters that no document may hold (§2.2).</summary>
    public static SearchValues<byte> Forbidden { get; } =
        SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, .. Enumerable.Range(14, 18).Select(i => (byte)i)]);

    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>Bytes of the NCName at the start of the span; 0 when none begins there.</summary>
    public static int NcNameLength(ReadOnlySpan<byte> bytes)
    {
        var classes = Classes;
        if (bytes.IsEmpty || (bytes[0] < 0x80 && (classes[bytes[0]] & NameStart) == 0))
        {
            return 0;
        }
        // a wide first character is judged by what may start a name, all others by what may go on with it
        var length = bytes[0] < 0x80 ? 1 : CharLength(bytes, NameStart);
        if (length == 0)
        {
            return 0;
        }
        while (length < bytes.Length)
        {
            if ((classes[bytes[length]] & Name) != 0)
            {
                length++;
                continue;
            }
            var wide = bytes[length] < 0x80 ? 0 : CharLength(bytes[length..], Name);
            if (wide == 0)
            {
                break;
            }
            length += wide;
        }
        return length;
    }

    /// <summary>Char of §2.2, for what a character reference names.</summary>
    public static bool IsChar(int codePoint) =>
        codePoint
            is '\t'
                or '\n'
                or '\r'
                or (>= 0x20 and <= 0xD7FF)
                or (>= 0xE000 and <= 0xFFFD)
                or (>= 0x10000 and <= 0x10FFFF);

    private static int CharLength(ReadOnlySpan<byte> bytes, byte wanted)
    {
        Rune.DecodeFromUtf8(bytes, out var rune, out var length);
        return IsWideNameStart(rune.Value) || (wanted == Name && IsWideNameOnly(rune.Value)) ? length : 0;
    }

    // §2.3, productions 4 and 4a
    private static bool IsWideNameStart(int c) =>
        c
            is (>= 0xC0 and <= 0xD6)
                or (>= 0xD8 and <= 0xF6)
                or (>= 0xF8 and <= 0x2FF)
                or (>= 0x370 and <= 0x37D)
                or (>= 0x37F and <= 0x1FFF)
                or (>= 0x200C and <= 0x200D)
                or (>= 0x2070 and <= 0x218F)
                or (>= 0x2C00 and <= 0x2FEF)
                or (>= 0x3001 and <= 0xD7FF)
                or (>= 0xF900 and <= 0xFDCF)
                or (>= 0xFDF0 and <= 0xFFFD)
                or (>= 0x10000 and <= 0xEFFFF);

    private static bool IsWideNameOnly(int c) => c is 0xB7 or (>= 0x300 and <= 0x36F) or (>= 0x203F and <= 0x2040);

    private static byte[] MakeClasses()
    {
        var classes = new byte[256];
        for (var c = 0; c < 128; c++)
        {
            var isStart = char.IsAsciiLetter((char)c) || c == '_';
            var isName = isStart || char.IsAsciiDigit((char)c) || c is '-' or '.';
            classes[c] = (byte)((isStart ? NameStart : 0) | (isName ? Name : 0));
        }
        return classes;
    }
}
