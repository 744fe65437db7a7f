// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>What content may ask of a font.</summary>
/// <param name="WidthCount">Character codes that have a width, from 0.</param>
/// <param name="Mapped">Character codes that have a text.</param>
internal sealed record FontFacts(int WidthCount, HashSet<int> Mapped);
