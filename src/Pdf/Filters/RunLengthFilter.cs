// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>RunLengthDecode (ISO 32000-2 §7.4.5).</summary>
internal static class RunLengthFilter
{
    private const int EndOfData = 128;

    public static void Decode(ReadOnlySpan<byte> data, ExpandingBuffer output, long offset)
    {
        for (var at = 0; at < data.Length && data[at] != EndOfData; )
        {
            int length = data[at++];
            var isRun = length > EndOfData;
            var taken = isRun ? 1 : length + 1;
            PdfFault.Require(taken <= data.Length - at, offset, "A stream is not run-length encoded as it says.");
            if (isRun)
            {
                output.Repeat(data[at], 257 - length);
            }
            else
            {
                output.Add(data.Slice(at, taken));
            }
            at += taken;
        }
    }
}
