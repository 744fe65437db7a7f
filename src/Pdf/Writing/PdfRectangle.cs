// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>A rectangle on a page in points; the origin is the page's top left corner, y grows downwards.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Zero or more.</param>
/// <param name="Height">Zero or more.</param>
public readonly record struct PdfRectangle(double X, double Y, double Width, double Height)
{
    /// <summary>Right edge.</summary>
    public double Right => X + Width;

    /// <summary>Lower edge.</summary>
    public double Bottom => Y + Height;

    /// <summary>The largest rectangle with these proportions inside this one, in its middle.</summary>
    public PdfRectangle Fit(double width, double height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var scale = Math.Min(Width / width, Height / height);
        var (w, h) = (width * scale, height * scale);
        return new PdfRectangle(X + ((Width - w) / 2), Y + ((Height - h) / 2), w, h);
    }
}
