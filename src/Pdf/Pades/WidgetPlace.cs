// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Where the widget of a visible signature stands, or will stand.</summary>
/// <param name="PageId">The page's object.</param>
/// <param name="Page">The page.</param>
/// <param name="Rectangle">In default user space.</param>
/// <param name="Rotation">Of the page, clockwise when shown.</param>
internal sealed record WidgetPlace(PdfReference PageId, PdfValue Page, Box Rectangle, int Rotation)
{
    /// <summary>The widget's object when it is there already; may be the field itself.</summary>
    public PdfReference? WidgetId { get; init; }

    /// <summary>The widget when it is there already.</summary>
    public PdfValue Widget { get; init; }

    /// <summary>Width and height as the reader of the page sees them.</summary>
    public (double Width, double Height) Upright =>
        Rotation is 90 or 270 ? (Rectangle.Height, Rectangle.Width) : (Rectangle.Width, Rectangle.Height);
}
