// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The four faces of a family.</summary>
public enum FontStyle
{
    /// <summary>Upright, weight 400.</summary>
    Regular = 0,

    /// <summary>Upright, weight 700.</summary>
    Bold,

    /// <summary>Slanted, weight 400.</summary>
    Italic,

    /// <summary>Slanted, weight 700.</summary>
    BoldItalic,
}
