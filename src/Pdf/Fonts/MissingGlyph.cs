// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>A character that the font cannot draw.</summary>
/// <param name="CodePoint">The Unicode code point; a lone surrogate shows as U+FFFD.</param>
/// <param name="Index">Its place in <see cref="ShapedText.Text"/>, in UTF-16 units.</param>
public readonly record struct MissingGlyph(int CodePoint, int Index)
{
    /// <summary>As <c>U+1EC5</c>.</summary>
    public override string ToString() => $"U+{CodePoint:X4}";
}
