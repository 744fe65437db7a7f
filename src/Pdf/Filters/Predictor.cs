// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>Undoes the predictors of TIFF (2) and PNG (10 to 15) (ISO 32000-2 §7.4.4.4).</summary>
internal static class Predictor
{
    private const int Tiff = 2;
    private const int MaxRow = 1 << 24;

    /// <summary>The octets as they were before.</summary>
    public static byte[] Undo(ReadOnlySpan<byte> data, int predictor, int colors, int bits, int columns, long offset)
    {
        var isKnown =
            predictor is Tiff or (>= 10 and <= 15)
            && colors is >= 1 and <= 32
            && bits is 1 or 2 or 4 or 8 or 16
            && columns >= 1;
        PdfFault.Require(isKnown, offset, "The parameters of a predictor are out of range.");
        var rowBits = (long)colors * bits * columns;
        PdfFault.Require(rowBits <= MaxRow, offset, "A row of a predictor is too long.");
        var row = (int)((rowBits + 7) / 8);
        // Rounded up, as all readers have it: 12 bits are two octets.
        var pixel = ((colors * bits) + 7) / 8;
        return predictor == Tiff
            ? UndoTiff(data, row, colors, bits, columns, offset)
            : UndoPng(data, row, pixel, offset);
    }

    private static byte[] UndoTiff(ReadOnlySpan<byte> data, int row, int colors, int bits, int columns, long offset)
    {
        PdfFault.Require(bits is 8, offset, "The TIFF predictor is undone for 8 bits only.");
        var output = data.ToArray();
        for (var start = 0; start < output.Length; start += row)
        {
            var end = Math.Min(start + (colors * columns), output.Length);
            for (var i = start + colors; i < end; i++)
            {
                output[i] = unchecked((byte)(output[i] + output[i - colors]));
            }
        }
        return output;
    }

    private static byte[] UndoPng(ReadOnlySpan<byte> data, int row, int pixel, long offset)
    {
        PdfFault.Require(data.Length % (row + 1) == 0, offset, "The rows of a predictor are not whole.");
        var rows = data.Length / (row + 1);
        var output = new byte[rows * row];
        ReadOnlySpan<byte> before = new byte[row];
        for (var i = 0; i < rows; i++)
        {
            var source = data.Slice(i * (row + 1), row + 1);
            var target = output.AsSpan(i * row, row);
            source[1..].CopyTo(target);
            PdfFault.Require(
                PngFilter.Undo(source[0], target, before, pixel),
                offset,
                "A row of a predictor is of no known type."
            );
            before = target;
        }
        return output;
    }
}
