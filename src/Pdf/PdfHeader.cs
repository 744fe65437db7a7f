// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf;

/// <summary>The file header of a PDF.</summary>
public static class PdfHeader
{
    /// <summary>How far readers look for the header, in bytes: it has to end within them.</summary>
    public const int SearchLength = 1024;

    private static ReadOnlySpan<byte> Marker => "%PDF-"u8;

    /// <summary>
    /// True when the octets begin as a PDF: <c>%PDF-</c>, a digit, a full stop, a digit (ISO 32000-2 §7.5.2), within the first
    /// <see cref="SearchLength"/> bytes, as readers accept it after octets of other makes. It tells the format of an
    /// upload and nothing of its validity.
    /// </summary>
    public static bool IsPdf(ReadOnlySpan<byte> octets)
    {
        var rest = octets[..Math.Min(octets.Length, SearchLength)];
        for (var at = rest.IndexOf(Marker); at >= 0; at = rest.IndexOf(Marker))
        {
            rest = rest[(at + Marker.Length)..];
            if (rest.Length >= 3 && IsDigit(rest[0]) && rest[1] == '.' && IsDigit(rest[2]))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsDigit(byte octet) => octet is >= (byte)'0' and <= (byte)'9';
}
