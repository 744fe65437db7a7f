// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Images;

/// <summary>Reverses the filters of PNG (third edition, §9.2); arithmetic is modulo 256.</summary>
internal static class PngFilter
{
    /// <summary>Turns a filtered row into samples, in place; false for an unknown filter.</summary>
    public static bool Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int stride)
    {
        switch (filter)
        {
            case 0:
                return true;
            case 1:
                UndoSub(row, stride);
                return true;
            case 2:
                UndoUp(row, above);
                return true;
            case 3:
                UndoAverage(row, above, stride);
                return true;
            case 4:
                UndoPaeth(row, above, stride);
                return true;
            default:
                return false;
        }
    }

    private static void UndoSub(Span<byte> row, int stride)
    {
        for (var i = stride; i < row.Length; i++)
        {
            row[i] = unchecked((byte)(row[i] + row[i - stride]));
        }
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = unchecked((byte)(row[i] + above[i]));
        }
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int stride)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < stride ? 0 : row[i - stride];
            row[i] = unchecked((byte)(row[i] + ((left + above[i]) >> 1)));
        }
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int stride)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var (left, corner) = i < stride ? (0, 0) : (row[i - stride], above[i - stride]);
            row[i] = unchecked((byte)(row[i] + Paeth(left, above[i], corner)));
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (
            Math.Abs(estimate - left),
            Math.Abs(estimate - above),
            Math.Abs(estimate - corner)
        );
        if (toLeft <= toAbove && toLeft <= toCorner)
        {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}
