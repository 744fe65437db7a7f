// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>Tells XML from PDF by the first octets; names of files prove nothing.</summary>
internal static class FormatSniffer
{
    // ISO 32000-2 §7.5.2 note: readers accept the header within the first 1024 octets.
    private const int PdfHeaderWindow = 1024;

    // XML 1.0 appendix F: byte-order marks and '<' of UTF-16 and UTF-32. That they are refused, the verifier says.
    private static readonly byte[][] OtherEncodings =
    [
        [0xFF, 0xFE],
        [0xFE, 0xFF],
        [0x00, 0x3C],
        [0x00, 0x00, 0x00, 0x3C],
    ];

    /// <summary>The format; null when it is neither.</summary>
    public static DocumentFormat? FormatOf(ReadOnlySpan<byte> document)
    {
        if (LooksLikeXml(document))
        {
            return DocumentFormat.Xml;
        }
        var window = document[..Math.Min(document.Length, PdfHeaderWindow)];
        return window.IndexOf("%PDF-"u8) >= 0 ? DocumentFormat.Pdf : null;
    }

    private static bool LooksLikeXml(ReadOnlySpan<byte> document)
    {
        foreach (var start in OtherEncodings)
        {
            if (document.StartsWith(start))
            {
                return true;
            }
        }
        if (document.StartsWith("\uFEFF"u8))
        {
            document = document[3..];
        }
        var text = document.TrimStart(" \t\r\n"u8);
        return text.StartsWith("<"u8);
    }
}
