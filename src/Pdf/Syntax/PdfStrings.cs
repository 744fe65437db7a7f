// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Strings: literal and hexadecimal (ISO 32000-2 §7.3.4), and as text (§7.9.2).</summary>
internal static class PdfStrings
{
    /// <summary>The octets of a string.</summary>
    public static byte[] Octets(PdfValue value) =>
        value.Kind switch
        {
            PdfKind.LiteralString => Literal(value),
            PdfKind.HexString => Hex(value),
            _ => throw PdfFault.Malformed(value.Offset, "A string is expected."),
        };

    /// <summary>Text: UTF-16BE or UTF-8 by their marks, else PDFDocEncoding, of which we know what it shares with Latin-1.</summary>
    public static string Text(PdfValue value)
    {
        var octets = Octets(value);
        return octets switch
        {
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(octets, 2, octets.Length - 2),
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(octets, 3, octets.Length - 3),
            _ => Encoding.Latin1.GetString(octets),
        };
    }

    private static byte[] Hex(PdfValue value)
    {
        var raw = value.Raw[1..^1];
        var octets = new byte[(raw.Length + 1) / 2];
        var digits = 0;
        foreach (var octet in raw)
        {
            if (PdfChars.IsWhiteSpace(octet))
            {
                continue;
            }
            var digit = PdfChars.HexValue(octet);
            PdfFault.Require(digit >= 0, value.Offset, "A hexadecimal string holds another character.");
            octets[digits / 2] |= (byte)(digits % 2 == 0 ? digit << 4 : digit);
            digits++;
        }
        return octets.AsSpan(0, (digits + 1) / 2).ToArray();
    }

    private static byte[] Literal(PdfValue value)
    {
        var raw = value.Raw[1..^1];
        var octets = new byte[raw.Length];
        var length = 0;
        for (var at = 0; at < raw.Length; )
        {
            var octet = raw[at++];
            if (octet == '\\')
            {
                Escape(raw, ref at, octets, ref length);
                continue;
            }
            if (octet == '\r')
            {
                at += at < raw.Length && raw[at] == '\n' ? 1 : 0;
                octet = (byte)'\n';
            }
            octets[length++] = octet;
        }
        return octets.AsSpan(0, length).ToArray();
    }

    private static void Escape(ReadOnlySpan<byte> raw, ref int at, byte[] octets, ref int length)
    {
        var octet = raw[at++];
        switch (octet)
        {
            case (byte)'\r':
                at += at < raw.Length && raw[at] == '\n' ? 1 : 0;
                return;
            case (byte)'\n':
                return;
            case >= (byte)'0' and <= (byte)'7':
                var value = octet - '0';
                for (var i = 0; i < 2 && at < raw.Length && raw[at] is >= (byte)'0' and <= (byte)'7'; i++)
                {
                    value = (value * 8) + (raw[at++] - '0');
                }
                octets[length++] = (byte)(value & 0xFF);
                return;
            default:
                octets[length++] = octet switch
                {
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    _ => octet,
                };
                return;
        }
    }
}
