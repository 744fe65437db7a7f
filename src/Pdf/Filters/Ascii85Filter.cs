// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>ASCII85Decode (ISO 32000-2 §7.4.3).</summary>
internal static class Ascii85Filter
{
    private const string Reason = "A stream is not ASCII base-85 as it says.";

    public static void Decode(ReadOnlySpan<byte> data, ExpandingBuffer output, long offset)
    {
        var (group, count) = (0L, 0);
        foreach (var octet in data)
        {
            if (octet == '~')
            {
                break;
            }
            if (PdfChars.IsWhiteSpace(octet))
            {
                continue;
            }
            if (octet == 'z' && count == 0)
            {
                output.Repeat(0, 4);
                continue;
            }
            PdfFault.Require(octet is >= (byte)'!' and <= (byte)'u', offset, Reason);
            group = (group * 85) + (octet - '!');
            if (++count == 5)
            {
                Write(group, 4, output, offset);
                (group, count) = (0, 0);
            }
        }
        WriteLast(group, count, output, offset);
    }

    private static void WriteLast(long group, int count, ExpandingBuffer output, long offset)
    {
        PdfFault.Require(count != 1, offset, Reason);
        if (count == 0)
        {
            return;
        }
        for (var i = count; i < 5; i++)
        {
            group = (group * 85) + 84;
        }
        Write(group, count - 1, output, offset);
    }

    private static void Write(long group, int count, ExpandingBuffer output, long offset)
    {
        PdfFault.Require(group <= uint.MaxValue, offset, Reason);
        for (var i = 0; i < count; i++)
        {
            output.Add((byte)((group >> (24 - (8 * i))) & 0xFF));
        }
    }
}
