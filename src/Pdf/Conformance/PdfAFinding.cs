// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>A rule that a file breaks.</summary>
/// <param name="Clause">The clause of ISO 19005-3, or of ISO 32000-1 when it is named.</param>
/// <param name="Place">The object, such as <c>object 12</c>, or <c>file</c>.</param>
/// <param name="Text">What is wrong, in one sentence.</param>
public sealed record PdfAFinding(string Clause, string Place, string Text);
