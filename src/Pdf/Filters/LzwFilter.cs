// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>LZWDecode (ISO 32000-2 §7.4.4): codes of 9 to 12 bits.</summary>
internal static class LzwFilter
{
    private const int Clear = 256;
    private const int End = 257;
    private const int MaxCodes = 1 << MaxWidth;
    private const int MaxWidth = 12;
    private const string Reason = "A stream is not LZW encoded as it says.";

    // One call may decode the whole of a stream: nothing waits for it to be called often.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decode(ReadOnlySpan<byte> data, bool earlyChange, ExpandingBuffer output, long offset)
    {
        // Each code is a place in the output: where it was written the first time, and how long it is.
        var table = new (int Start, int Length)[MaxCodes];
        var (next, width, previous) = (End + 1, 9, default((int Start, int Length)));
        var early = earlyChange ? 1 : 0;
        var (bits, held) = (0, 0);
        foreach (var octet in data)
        {
            bits = ((bits << 8) | octet) & 0xFFFFFF;
            held += 8;
            if (held < width)
            {
                continue;
            }
            held -= width;
            var code = (bits >> held) & ((1 << width) - 1);
            if (code == End)
            {
                return;
            }
            if (code == Clear)
            {
                (next, width, previous) = (End + 1, 9, default);
                continue;
            }
            var start = output.Length;
            if (code < Clear)
            {
                output.Add((byte)code);
            }
            else
            {
                Write(code, table, next, previous, output, offset);
            }
            if (previous.Length > 0 && next < MaxCodes)
            {
                table[next++] = (previous.Start, previous.Length + 1);
                // Codes grow one at a time.
                if (next + early == 1 << width && width < MaxWidth)
                {
                    width++;
                }
            }
            previous = (start, output.Length - start);
        }
    }

    private static void Write(
        int code,
        (int Start, int Length)[] table,
        int next,
        (int Start, int Length) previous,
        ExpandingBuffer output,
        long offset
    )
    {
        // The one code that may come before it is known: the string before, with its own first octet.
        var isNext = code == next && previous.Length > 0;
        PdfFault.Require(code < next || isNext, offset, Reason);
        var (start, length) = isNext ? (previous.Start, previous.Length + 1) : table[code];
        var there = Math.Min(length, output.Length - start);
        output.Add(output.Written.Span.Slice(start, there));
        if (there < length)
        {
            output.Add(output.Written.Span[start + there]);
        }
    }
}
