// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>The size of a page in points (1/72 inch).</summary>
/// <param name="Width">3 to 14400.</param>
/// <param name="Height">3 to 14400.</param>
public readonly record struct PageSize(double Width, double Height)
{
    /// <summary>210 × 297 mm.</summary>
    public static PageSize A4 => new(595.28, 841.89);

    /// <summary>The same paper, turned.</summary>
    public PageSize Landscape => new(Height, Width);
}
