// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>One entry of a cross-reference section.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Location">The offset in the file, or the number of the object stream.</param>
/// <param name="Detail">The generation, or the index within the object stream.</param>
internal readonly record struct XrefEntry(XrefEntryKind Kind, long Location, int Detail);
