// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>An indirect reference: <c>12 0 R</c>.</summary>
/// <param name="Number">The object number, from 1.</param>
/// <param name="Generation">0 to 65,535.</param>
internal readonly record struct PdfReference(int Number, int Generation)
{
    public const int MaxGeneration = 65_535;

    public override string ToString() => $"{Number} {Generation} R";
}
