// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>One token, as a place in its buffer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first octet.</param>
/// <param name="End">The octet behind its last.</param>
internal readonly record struct PdfToken(PdfTokenKind Kind, int Start, int End)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> octets) => octets[Start..End];
}
