// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// A rectangle on a page of a PDF, in the units of default user space: points, 1/72 inch, unless the page says otherwise
/// (ISO 32000-2 §8.3.2.3). The axes are those of the page before it is rotated for display.
/// </summary>
/// <param name="Page">The page, counted from 1.</param>
/// <param name="Left">From the left edge of user space.</param>
/// <param name="Bottom">From the bottom edge of user space.</param>
/// <param name="Width">12 to 14,400.</param>
/// <param name="Height">12 to 14,400.</param>
public sealed record PagePlace(int Page, double Left, double Bottom, double Width, double Height)
{
    /// <summary>The smallest side.</summary>
    public const double MinSide = 12;

    /// <summary>The largest side, and the largest distance from the origin: the largest page (ISO 32000-2 annex C).</summary>
    public const double MaxSide = 14_400;
}
