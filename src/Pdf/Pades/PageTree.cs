// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Finds pages by their number and by what stands on them (ISO 32000-2 §7.7.3), reading no more of the tree than that takes.</summary>
internal sealed class PageTree(PdfObjects objects, PdfValue catalog)
{
    /// <summary>The page of a number.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="field">What names it in the request.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>: there is no such page.
    /// <see cref="SigningErrorKind.MalformedDocument"/>, <see cref="SigningErrorKind.DocumentTooLarge"/>: the tree.
    /// </exception>
    public (PdfReference Id, PdfValue Page) Find(int number, string field)
    {
        var skipped = 0L;
        return Descend(
            (kids, depth) =>
                KidWith(kids, number, ref skipped)
                ?? throw (
                    depth == 0
                        ? new SigningException(
                            SigningErrorKind.InvalidRequest,
                            $"The document has no page {number}, it has {skipped}.",
                            field
                        )
                        : PdfFault.Malformed(kids.Offset, "The page tree has fewer pages than it counts.")
                )
        );
    }

    /// <summary>The first page. Counts may be missing: who asks for no number does not depend on them.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>, <see cref="SigningErrorKind.DocumentTooLarge"/>: the tree.
    /// </exception>
    public (PdfReference Id, PdfValue Page) First() => Descend((kids, _) => FirstKid(kids));

    /// <summary>The page that a widget stands on; null when it stands on none.</summary>
    public (PdfReference Id, PdfValue Page)? PageOf(PdfReference widgetId, PdfValue widget)
    {
        var named = widget.Find("P"u8);
        if (
            named.IsReference
            && objects.Get(named.Reference).Value is var page
            && IsPage(page)
            && Bears(page, widgetId)
        )
        {
            return (named.Reference, page);
        }
        // /P is optional (§12.5.2), and not always true.
        return All()
            .Where(p => Bears(p.Page, widgetId))
            .Select(static p => ((PdfReference, PdfValue)?)p)
            .FirstOrDefault();
    }

    private (PdfReference Id, PdfValue Page) Descend(Func<PdfValue, int, PdfReference> kidOf)
    {
        var id = catalog.Find("Pages"u8).Reference;
        for (var depth = 0; depth < objects.File.Limits.MaxDepth; depth++)
        {
            var node = objects.Get(id).Value;
            PdfFault.Require(node.IsDictionary, catalog.Offset, "The page tree leads nowhere.");
            var kids = objects.Find(node, "Kids"u8);
            if (kids.IsAbsent)
            {
                PdfFault.Require(IsPage(node), node.Offset, "The page tree does not lead to a page.");
                return (id, node);
            }
            id = kidOf(kids, depth);
        }
        throw PdfFault.TooLarge(catalog.Offset, "The page tree is too deep.");
    }

    // An intermediate node may be empty; the first page is in the first that is not.
    private PdfReference FirstKid(PdfValue kids)
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

    private PdfReference? KidWith(PdfValue kids, int number, ref long skipped)
    {
        var looked = 0;
        foreach (var kid in kids.Items())
        {
            RequireLimit(++looked, kids);
            var pages = PagesBelow(kid);
            if (number <= skipped + pages)
            {
                return kid.Reference;
            }
            skipped += pages;
        }
        return null;
    }

    private long PagesBelow(PdfValue kid)
    {
        var node = objects.Resolve(kid);
        PdfFault.Require(node.IsDictionary, kid.Offset, "The page tree leads nowhere.");
        if (node.Find("Kids"u8).IsAbsent)
        {
            return 1;
        }
        var count = objects.Find(node, "Count"u8).Integer;
        PdfFault.Require(count >= 0 && count <= int.MaxValue, node.Offset, "The page tree counts no pages.");
        return count;
    }

    private IEnumerable<(PdfReference Id, PdfValue Page)> All()
    {
        var waiting = new Stack<PdfReference>([catalog.Find("Pages"u8).Reference]);
        for (var looked = 1; waiting.TryPop(out var id); looked++)
        {
            RequireLimit(looked, catalog);
            var node = objects.Get(id).Value;
            PdfFault.Require(node.IsDictionary, catalog.Offset, "The page tree leads nowhere.");
            if (IsPage(node))
            {
                yield return (id, node);
                continue;
            }
            var kids = objects.Find(node, "Kids"u8);
            foreach (var kid in kids.IsAbsent ? [] : References(kids))
            {
                waiting.Push(kid);
            }
        }
    }

    private static List<PdfReference> References(PdfValue kids)
    {
        var references = new List<PdfReference>();
        foreach (var kid in kids.Items())
        {
            references.Add(kid.Reference);
        }
        references.Reverse();
        return references;
    }

    private bool Bears(PdfValue page, PdfReference widget)
    {
        var annotations = objects.Find(page, "Annots"u8);
        if (!annotations.IsArray)
        {
            return false;
        }
        foreach (var item in annotations.Items())
        {
            if (item.IsReference && item.Reference == widget)
            {
                return true;
            }
        }
        return false;
    }

    private bool IsPage(PdfValue node) => node.IsDictionary && objects.Find(node, "Type"u8).IsName("Page"u8);

    private void RequireLimit(int looked, PdfValue at)
    {
        if (looked > objects.File.Limits.MaxTreeNodes)
        {
            throw PdfFault.TooLarge(at.Offset, "The page tree has too many nodes.");
        }
    }
}
