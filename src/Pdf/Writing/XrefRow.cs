// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Where an object stands: a line of the cross-reference (ISO 32000-1 §7.5.8.3).</summary>
/// <param name="Kind">0 free, 1 in the file, 2 in an object stream.</param>
/// <param name="Place">The offset in the file, or the number of the object stream.</param>
/// <param name="Index">The index in the object stream.</param>
internal readonly record struct XrefRow(byte Kind, int Place, int Index)
{
    public static XrefRow At(int offset) => new(1, offset, 0);
}
