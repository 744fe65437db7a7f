// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>One entry of a dictionary.</summary>
internal readonly record struct PdfEntry(PdfValue Key, PdfValue Value);
