// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>One time in the two notations that have to agree (ISO 19005-1 §6.7.3).</summary>
internal static class PdfDate
{
    /// <summary>Writes a date string (ISO 32000-1 §7.9.4): <c>(D:20260525103000+07'00')</c>.</summary>
    public static void Write(ByteWriter output, DateTimeOffset time)
    {
        output.Raw("(D:"u8).Plain(time.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        output.Plain(time.Offset < TimeSpan.Zero ? "-" : "+");
        output.Plain(time.Offset.ToString("hh", CultureInfo.InvariantCulture)).Raw("'"u8);
        output.Plain(time.Offset.ToString("mm", CultureInfo.InvariantCulture)).Raw("')"u8);
    }

    /// <summary>The date of XMP: <c>2026-05-25T10:30:00+07:00</c>.</summary>
    public static string Xmp(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
