// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Finds the first page: down the first kids of the page tree (ISO 32000-2 §7.7.3), never along it.</summary>
internal static class FirstPage
{
    public static (PdfReference Id, PdfValue Page) Find(PdfObjects objects, PdfValue catalog)
    {
        var id = catalog.Find("Pages"u8).Reference;
        for (var i = 0; i < objects.File.Limits.MaxDepth; i++)
        {
            var node = objects.Get(id).Value;
            PdfFault.Require(node.IsDictionary, catalog.Offset, "The page tree leads nowhere.");
            var kids = objects.Find(node, "Kids"u8);
            if (kids.IsAbsent)
            {
                var isPage = objects.Find(node, "Type"u8).IsName("Page"u8);
                PdfFault.Require(isPage, node.Offset, "The page tree does not lead to a page.");
                return (id, node);
            }
            id = FirstKid(objects, kids);
        }
        throw PdfFault.TooLarge(catalog.Offset, "The page tree is too deep.");
    }

    // An intermediate node may be empty; the first page is in the first that is not.
    private static PdfReference FirstKid(PdfObjects objects, PdfValue kids)
    {
        foreach (var kid in kids.Items())
        {
            var node = objects.Resolve(kid);
            var count = node.IsDictionary ? objects.Find(node, "Count"u8) : default;
            if (node.IsDictionary && (count.IsAbsent || count.Integer > 0))
            {
                return kid.Reference;
            }
        }
        throw PdfFault.Malformed(kids.Offset, "The file has no page.");
    }
}
