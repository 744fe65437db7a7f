// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Writes the structure tree and the way back to it from pages and annotations (ISO 32000-1 §14.7).</summary>
internal static class StructureWriter
{
    /// <summary>Writes all elements, the root and the parent tree.</summary>
    /// <param name="file">Takes the objects.</param>
    /// <param name="tree">The structure.</param>
    /// <param name="pages">The pages; their keys in the parent tree begin at <paramref name="firstPageKey"/>.</param>
    /// <param name="firstPageKey">How many annotations have keys.</param>
    public static void Write(PdfFileWriter file, StructureTree tree, IReadOnlyList<PdfPage> pages, int firstPageKey)
    {
        foreach (var element in tree.Elements)
        {
            element.Number = file.Reserve();
        }
        foreach (var element in tree.Elements)
        {
            WriteElement(file, tree, element);
        }
        var output = file.BeginPacked(ObjectNumbers.StructureRoot).Raw("<</Type/StructTreeRoot/K "u8);
        output.Reference(tree.Root.Number).Raw("/ParentTreeNextKey "u8).Number(firstPageKey + pages.Count);
        output.Raw("/ParentTree<</Nums["u8);
        WriteAnnotations(output, pages);
        WritePages(output, pages, firstPageKey);
        output.Raw("]>>>>"u8);
        file.EndPacked();
    }

    private static void WriteElement(PdfFileWriter file, StructureTree tree, StructureElement element)
    {
        var output = file.BeginPacked(element.Number).Raw("<</S/"u8).Raw(StructureRules.Name(element.Type));
        output.Raw("/P "u8).Reference(element.Parent?.Number ?? ObjectNumbers.StructureRoot);
        WriteAttributes(output, element);
        if (element.FirstKid >= 0)
        {
            WriteKids(output, tree.Kids, element);
        }
        output.Raw(">>"u8);
        file.EndPacked();
    }

    private static void WriteAttributes(ByteWriter output, StructureElement element)
    {
        if (element.Alternative is { } alternative)
        {
            output.Raw("/Alt"u8);
            TextString.Write(output, alternative);
        }
        if (element.Scope is null && element.Columns == 1 && element.Rows == 1)
        {
            return;
        }
        output.Raw("/A<</O/Table"u8);
        if (element.Scope is { } scope)
        {
            output.Raw(scope == HeaderScope.Column ? "/Scope/Column"u8 : "/Scope/Row"u8);
        }
        if (element.Columns > 1)
        {
            output.Raw("/ColSpan "u8).Number(element.Columns);
        }
        if (element.Rows > 1)
        {
            output.Raw("/RowSpan "u8).Number(element.Rows);
        }
        output.Raw(">>"u8);
    }

    private static void WriteKids(ByteWriter output, ReadOnlySpan<StructureKid> kids, StructureElement element)
    {
        // content of the element's own page (/Pg) needs its number only
        var page = OwnPage(kids, element);
        if (page is not null)
        {
            output.Raw("/Pg "u8).Reference(page.ObjectNumber);
        }
        var isOne = element.FirstKid == element.LastKid;
        output.Raw(isOne ? "/K "u8 : "/K["u8);
        for (var i = element.FirstKid; i >= 0; i = kids[i].Next)
        {
            WriteKid(output, kids[i], page);
            if (!isOne)
            {
                output.Byte((byte)' ');
            }
        }
        output.Raw(isOne ? ""u8 : "]"u8);
    }

    private static PdfPage? OwnPage(ReadOnlySpan<StructureKid> kids, StructureElement element)
    {
        for (var i = element.FirstKid; i >= 0; i = kids[i].Next)
        {
            if (kids[i].Page is { } page)
            {
                return page;
            }
        }
        return null;
    }

    private static void WriteKid(ByteWriter output, StructureKid kid, PdfPage? page)
    {
        if (kid.Element is { } child)
        {
            output.Reference(child.Number);
        }
        else if (kid.IsAnnotation)
        {
            output.Raw("<</Type/OBJR/Pg "u8).Reference(kid.Page!.ObjectNumber);
            output.Raw("/Obj "u8).Reference(kid.Value).Raw(">>"u8);
        }
        else if (kid.Page == page)
        {
            output.Number(kid.Value);
        }
        else
        {
            output.Raw("<</Type/MCR/Pg "u8).Reference(kid.Page!.ObjectNumber);
            output.Raw("/MCID "u8).Number(kid.Value).Raw(">>"u8);
        }
    }

    private static void WriteAnnotations(ByteWriter output, IReadOnlyList<PdfPage> pages)
    {
        foreach (var (_, key, element) in pages.SelectMany(page => page.Annotations).OrderBy(entry => entry.Key))
        {
            output.Number(key).Byte((byte)' ').Reference(element.Number).Byte((byte)'\n');
        }
    }

    private static void WritePages(ByteWriter output, IReadOnlyList<PdfPage> pages, int firstKey)
    {
        foreach (var page in pages)
        {
            output.Number(firstKey + page.Index).Raw("["u8);
            foreach (var element in page.Tagged)
            {
                output.Reference(element.Number).Byte((byte)' ');
            }
            output.Raw("]\n"u8);
        }
    }
}
