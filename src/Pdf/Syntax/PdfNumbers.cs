// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Numbers (ISO 32000-2 §7.3.3).</summary>
internal static class PdfNumbers
{
    private const int MaxDigits = 18;
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Integer, real, or a keyword.</summary>
    public static PdfTokenKind KindOf(ReadOnlySpan<byte> regular)
    {
        // Most numbers are short.
        if (regular.Length <= 4 && AreDigits(regular))
        {
            return PdfTokenKind.Integer;
        }
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

    private static bool AreDigits(ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            if (!PdfChars.IsDigit(octet))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The value of an integer or a real.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.MalformedDocument"/>: no number.</exception>
    public static double Real(PdfValue value) =>
        value.Kind is PdfKind.Integer or PdfKind.Real
        && double.TryParse(value.Raw, Style, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : throw PdfFault.Malformed(value.Offset, "A number is expected.");

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
