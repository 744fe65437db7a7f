// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Names, with <c>#</c> and two hexadecimal digits for an octet (ISO 32000-2 §7.3.5).</summary>
internal static class PdfNames
{
    /// <summary>Compares a name with octets, without copying either.</summary>
    public static bool AreEqual(PdfValue name, ReadOnlySpan<byte> expected)
    {
        var raw = name.Raw[1..];
        if (!raw.Contains((byte)'#'))
        {
            return raw.SequenceEqual(expected);
        }
        var at = 0;
        foreach (var octet in expected)
        {
            if (at >= raw.Length || Octet(name, raw, ref at) != octet)
            {
                return false;
            }
        }
        return at == raw.Length;
    }

    /// <summary>
    /// The name as text, one character for each octet: names with other octets are other texts, which they would not be
    /// as UTF-8 that is not well-formed.
    /// </summary>
    public static string Decode(PdfValue name)
    {
        PdfFault.Require(name.Kind == PdfKind.Name, name.Offset, "A name is expected.");
        var raw = name.Raw[1..];
        var octets = new byte[raw.Length];
        var length = 0;
        for (var at = 0; at < raw.Length; )
        {
            octets[length++] = Octet(name, raw, ref at);
        }
        return Encoding.Latin1.GetString(octets, 0, length);
    }

    private static byte Octet(PdfValue name, ReadOnlySpan<byte> raw, ref int at)
    {
        if (raw[at] != '#')
        {
            return raw[at++];
        }
        PdfFault.Require(raw.Length - at > 2, name.Offset, "A name has half an escape.");
        var high = PdfChars.HexValue(raw[at + 1]);
        var low = PdfChars.HexValue(raw[at + 2]);
        PdfFault.Require(high >= 0 && low >= 0, name.Offset, "A name has an escape that is no hexadecimal number.");
        at += 3;
        return (byte)((high << 4) | low);
    }
}
