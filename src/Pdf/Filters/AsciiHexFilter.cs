// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>ASCIIHexDecode (ISO 32000-2 §7.4.2).</summary>
internal static class AsciiHexFilter
{
    public static void Decode(ReadOnlySpan<byte> data, ExpandingBuffer output, long offset)
    {
        var high = -1;
        foreach (var octet in data)
        {
            if (octet == '>')
            {
                break;
            }
            if (PdfChars.IsWhiteSpace(octet))
            {
                continue;
            }
            var digit = PdfChars.HexValue(octet);
            PdfFault.Require(digit >= 0, offset, "A stream is not hexadecimal as it says.");
            if (high >= 0)
            {
                output.Add((byte)((high << 4) | digit));
            }
            high = high < 0 ? digit : -1;
        }
        if (high >= 0)
        {
            output.Add((byte)(high << 4));
        }
    }
}
