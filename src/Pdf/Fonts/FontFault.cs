// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The refusals of the font reader: what is wrong, and at which octet of the file.</summary>
internal static class FontFault
{
    public static SigningException Malformed(string what, long offset) =>
        new(SigningErrorKind.MalformedDocument, $"The font file is damaged: {what}.", $"offset {offset}");

    public static SigningException Unsupported(string what, long offset) =>
        new(SigningErrorKind.UnsupportedFormat, $"The font file cannot be used: {what}.", $"offset {offset}");

    public static SigningException TooLarge(string what, long offset) =>
        new(SigningErrorKind.DocumentTooLarge, $"The font file is over a limit: {what}.", $"offset {offset}");
}
