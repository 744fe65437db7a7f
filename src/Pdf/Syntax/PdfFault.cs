// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>The three ways to refuse a file, each with the byte offset.</summary>
internal static class PdfFault
{
    public static SigningException Malformed(long offset, string reason) =>
        new(SigningErrorKind.MalformedDocument, reason, Place(offset));

    public static SigningException Unsupported(long offset, string reason) =>
        new(SigningErrorKind.UnsupportedFormat, reason, Place(offset));

    public static SigningException TooLarge(long offset, string reason) =>
        new(SigningErrorKind.DocumentTooLarge, reason, Place(offset));

    /// <summary>Refuses unless a rule holds.</summary>
    public static void Require([DoesNotReturnIf(false)] bool holds, long offset, string reason)
    {
        if (!holds)
        {
            throw Malformed(offset, reason);
        }
    }

    private static string Place(long offset) => $"offset {offset}";
}
