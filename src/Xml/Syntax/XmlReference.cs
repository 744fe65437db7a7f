// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>Character references and the five predefined entities (XML 1.0 §4.1, §4.6): all that exists without a DTD.</summary>
internal static class XmlReference
{
    /// <summary>Reads the reference at the start of the span, which begins with <c>&amp;</c>.</summary>
    /// <param name="bytes">From the ampersand on.</param>
    /// <param name="length">Its bytes, semicolon included.</param>
    /// <returns>The code point; -1 when it is none, or names what is not allowed.</returns>
    public static int Read(ReadOnlySpan<byte> bytes, out int length)
    {
        // the longest sensible one is far below this, but leading zeros are lawful
        var end = bytes.IndexOf((byte)';');
        length = end + 1;
        if (end < 2)
        {
            return -1;
        }
        var name = bytes[1..end];
        return name[0] == '#' ? ReadNumber(name[1..]) : ReadEntity(name);
    }

    private static int ReadEntity(ReadOnlySpan<byte> name) =>
        name switch
        {
            [(byte)'l', (byte)'t'] => '<',
            [(byte)'g', (byte)'t'] => '>',
            [(byte)'a', (byte)'m', (byte)'p'] => '&',
            [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => '"',
            [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => '\'',
            _ => -1,
        };

    private static int ReadNumber(ReadOnlySpan<byte> digits)
    {
        var isHex = !digits.IsEmpty && digits[0] == 'x';
        if (isHex)
        {
            digits = digits[1..];
        }
        if (digits.IsEmpty)
        {
            return -1;
        }
        var value = 0;
        foreach (var b in digits)
        {
            var digit = Digit(b, isHex);
            if (digit < 0)
            {
                return -1;
            }
            value = Math.Min(0x110000, (value * (isHex ? 16 : 10)) + digit);
        }
        return XmlChars.IsChar(value) ? value : -1;
    }

    private static int Digit(byte b, bool isHex) =>
        b switch
        {
            >= (byte)'0' and <= (byte)'9' => b - '0',
            >= (byte)'a' and <= (byte)'f' when isHex => b - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' when isHex => b - 'A' + 10,
            _ => -1,
        };
}
