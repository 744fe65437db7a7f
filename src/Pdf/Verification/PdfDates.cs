// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Dates (ISO 32000-2 §7.9.4): <c>D:20260525080000+07'00'</c>.</summary>
internal static class PdfDates
{
    private const int SecondsLength = 14;

    /// <summary>In UTC; null when there is none, or it can't be read. Without a zone it is taken as UTC.</summary>
    public static DateTimeOffset? Read(PdfValue value)
    {
        if (!value.IsString)
        {
            return null;
        }
        var text = PdfStrings.Text(value);
        text = text.StartsWith("D:", StringComparison.Ordinal) ? text[2..] : text;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits < SecondsLength)
        {
            return null;
        }
        var zone = text[SecondsLength..].Replace("'", "", StringComparison.Ordinal);
        zone = zone is "" or "Z" or "Z0000" ? "+0000" : zone;
        return
            zone.Length == 5
            && DateTimeOffset.TryParseExact(
                text[..SecondsLength] + zone.Insert(3, ":"),
                "yyyyMMddHHmmsszzz",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
            ? time.ToUniversalTime()
            : null;
    }
}
