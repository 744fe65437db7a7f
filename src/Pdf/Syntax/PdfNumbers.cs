// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Numbers (ISO 32000-2 §7.3.3).</summary>
internal static class PdfNumbers
{
    private const int MaxDigits = 18;

    /// <summary>Integer, real, or a keyword.</summary>
    public static PdfTokenKind KindOf(ReadOnlySpan<byte> regular)
    {
        var digits = regular[0] is (byte)'+' or (byte)'-' ? regular[1..] : regular;
        if (digits.IsEmpty)
        {
            return PdfTokenKind.Keyword;
        }
        if (digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            return PdfTokenKind.Integer;
        }
        var point = digits.IndexOf((byte)'.');
        return
            point >= 0
            && digits.Length > 1
            && digits[..point].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && digits[(point + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            ? PdfTokenKind.Real
            : PdfTokenKind.Keyword;
    }

    /// <summary>Reads an integer; false when it has more than 18 digits.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var digits = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        if (digits.Length > MaxDigits)
        {
            return false;
        }
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }
        value = text[0] == '-' ? -value : value;
        return true;
    }
}
