// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Text outside of content (ISO 32000-1 §7.9.2.2): ASCII as it is, all else as UTF-16.</summary>
internal static class TextString
{
    /// <summary>The longest text in UTF-16 units: a string has at most 32767 octets (ISO 19005-3 §6.1.13).</summary>
    public const int MaxLength = 16_000;

    /// <summary>
    /// Composed, cut to the limit, and with U+FFFD for what XML cannot hold: so the same text can stand in XMP as well.
    /// </summary>
    public static string Clean(string text)
    {
        var composed = LatinComposition.Compose(text);
        var clean = new StringBuilder(Math.Min(composed.Length, MaxLength));
        foreach (var rune in composed.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }
            clean.Append((IsXmlCharacter(rune.Value) ? rune : Rune.ReplacementChar).ToString());
        }
        return clean.ToString();
    }

    public static void Write(ByteWriter output, string text)
    {
        var clean = Clean(text);
        if (Ascii.IsValid(clean))
        {
            WriteOctets(output, Encoding.ASCII.GetBytes(clean));
        }
        else
        {
            output.Raw("<FEFF"u8).Plain(Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(clean))).Raw(">"u8);
        }
    }

    /// <summary>Writes a literal string (§7.3.4.2).</summary>
    public static void WriteOctets(ByteWriter output, ReadOnlySpan<byte> octets)
    {
        output.Byte((byte)'(');
        foreach (var octet in octets)
        {
            WriteOctet(output, octet);
        }
        output.Byte((byte)')');
    }

    /// <summary>Writes one octet of a literal string: a bare carriage return would be read as a line feed.</summary>
    public static void WriteOctet(ByteWriter output, byte octet)
    {
        if (octet is (byte)'(' or (byte)')' or (byte)'\\')
        {
            output.Byte((byte)'\\').Byte(octet);
        }
        else if (octet == '\r')
        {
            output.Raw("\\r"u8);
        }
        else
        {
            output.Byte(octet);
        }
    }

    private static bool IsXmlCharacter(int point) =>
        point is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;
}
