// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Images;

/// <summary>A rectangle in points; the origin is at the bottom left.</summary>
internal readonly record struct Box(double Left, double Bottom, double Width, double Height)
{
    public double Right => Left + Width;

    public double Top => Bottom + Height;

    /// <summary>The largest box of an image's proportions inside this one, in its middle.</summary>
    public Box Fit(double width, double height)
    {
        var scale = Math.Min(Width / width, Height / height);
        var (w, h) = (width * scale, height * scale);
        return new Box(Left + ((Width - w) / 2), Bottom + ((Height - h) / 2), w, h);
    }

    /// <summary>This box as seen when the box that it was measured in is moved and scaled.</summary>
    public Box Place(double left, double bottom, double scale) =>
        new(left + (Left * scale), bottom + (Bottom * scale), Width * scale, Height * scale);

    /// <summary>What both boxes cover; without extent when that is nothing.</summary>
    public Box Intersect(Box other)
    {
        var (left, bottom) = (Math.Max(Left, other.Left), Math.Max(Bottom, other.Bottom));
        var (right, top) = (Math.Min(Right, other.Right), Math.Min(Top, other.Top));
        return new Box(left, bottom, Math.Max(0, right - left), Math.Max(0, top - bottom));
    }

    /// <summary>True when the other box is inside this one.</summary>
    public bool Holds(Box other, double tolerance) =>
        other.Left >= Left - tolerance
        && other.Bottom >= Bottom - tolerance
        && other.Right <= Right + tolerance
        && other.Top <= Top + tolerance;

    /// <summary>True when the edges of both are in the same places.</summary>
    public bool IsNear(Box other, double tolerance) => Holds(other, tolerance) && other.Holds(this, tolerance);
}
