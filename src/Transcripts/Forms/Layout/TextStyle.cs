// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Transcripts;

/// <summary>A face and a size.</summary>
/// <param name="Face">The face.</param>
/// <param name="Size">Points.</param>
internal readonly record struct TextStyle(FontStyle Face, double Size)
{
    private const double LineSpacing = 1.2;
    private const double Ascent = 0.935; // ascent 0.89 and half of what the line has more than the glyphs

    /// <summary>Height of a line in points.</summary>
    public double Leading => Size * LineSpacing;

    /// <summary>From the top of a line to its base line in points.</summary>
    public double Baseline => Size * Ascent;
}
