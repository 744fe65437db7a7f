// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>All elements of a document's structure, and the content and annotations that hang on them.</summary>
internal sealed class StructureTree
{
    private readonly List<StructureElement> _elements = new(256);
    private readonly List<StructureKid> _kids = new(512);

    public StructureTree()
    {
        Root = new StructureElement(this, null, StructureType.Document);
        _elements.Add(Root);
    }

    public StructureElement Root { get; }

    /// <summary>All elements, each behind its parent.</summary>
    public IReadOnlyList<StructureElement> Elements => _elements;

    /// <summary>The kids of all elements; those of one are linked by <see cref="StructureKid.Next"/>.</summary>
    public ReadOnlySpan<StructureKid> Kids => CollectionsMarshal.AsSpan(_kids);

    public void Add(StructureElement child)
    {
        _elements.Add(child);
        Link(child.Parent!, new StructureKid { Element = child });
    }

    /// <summary>Hangs marked content on an element.</summary>
    public void AddContent(StructureElement element, PdfPage page, int id) =>
        Link(element, new StructureKid { Page = page, Value = id });

    /// <summary>Hangs an annotation on an element.</summary>
    public void AddAnnotation(StructureElement element, PdfPage page, int number) =>
        Link(
            element,
            new StructureKid
            {
                Page = page,
                Value = number,
                IsAnnotation = true,
            }
        );

    private void Link(StructureElement parent, StructureKid kid)
    {
        var index = _kids.Count;
        _kids.Add(kid);
        if (parent.LastKid < 0)
        {
            parent.FirstKid = index;
        }
        else
        {
            CollectionsMarshal.AsSpan(_kids)[parent.LastKid].Next = index;
        }
        parent.LastKid = index;
    }
}
