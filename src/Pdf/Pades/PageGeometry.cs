// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>What is shown of a page, and how it is turned (ISO 32000-2 §7.7.3.3, §14.11.2).</summary>
/// <param name="CropBox">In default user space.</param>
/// <param name="Rotation">Clockwise when shown: 0, 90, 180 or 270.</param>
internal sealed record PageGeometry(Box CropBox, int Rotation)
{
    /// <summary>Reads boxes and rotation, which a page may have from above it in the tree.</summary>
    public static PageGeometry Read(PdfObjects objects, PdfValue page)
    {
        var media = Inherited(objects, page, "MediaBox"u8);
        PdfFault.Require(!media.IsAbsent, page.Offset, "A page has no /MediaBox.");
        var crop = Inherited(objects, page, "CropBox"u8);
        var rotate = Inherited(objects, page, "Rotate"u8);
        var degrees = rotate.IsAbsent ? 0 : rotate.Integer % 360;
        PdfFault.Require(degrees % 90 == 0, page.Offset, "The rotation of a page is no multiple of 90.");
        var shown = Rectangle(objects, media);
        return new PageGeometry(
            crop.IsAbsent ? shown : shown.Intersect(Rectangle(objects, crop)),
            (int)(degrees + 360) % 360
        );
    }

    /// <summary>A rectangle of any two opposite corners (§7.9.5).</summary>
    public static Box Rectangle(PdfObjects objects, PdfValue array)
    {
        var corners = new List<double>(4);
        foreach (var item in array.Items())
        {
            corners.Add(PdfNumbers.Real(objects.Resolve(item)));
            PdfFault.Require(corners.Count <= 4, array.Offset, "A rectangle has four numbers.");
        }
        PdfFault.Require(corners.Count == 4, array.Offset, "A rectangle has four numbers.");
        var (left, bottom) = (Math.Min(corners[0], corners[2]), Math.Min(corners[1], corners[3]));
        return new Box(left, bottom, Math.Abs(corners[2] - corners[0]), Math.Abs(corners[3] - corners[1]));
    }

    private static PdfValue Inherited(PdfObjects objects, PdfValue page, ReadOnlySpan<byte> key)
    {
        var node = page;
        for (var depth = 0; depth < objects.File.Limits.MaxDepth; depth++)
        {
            var found = objects.Find(node, key);
            var parent = found.IsAbsent ? objects.Find(node, "Parent"u8) : default;
            if (!parent.IsDictionary)
            {
                return found;
            }
            node = parent;
        }
        throw PdfFault.TooLarge(page.Offset, "The page tree is too deep.");
    }
}
