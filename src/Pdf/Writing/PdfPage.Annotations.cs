// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Signature fields and links.</summary>
public sealed partial class PdfPage
{
    /// <summary>
    /// Adds an empty signature field. The name is the role that will sign in it: <c>CBQL</c>, <c>PHAT_HANH</c>; the field of
    /// <c>PHAT_HANH</c> gets the lock that forbids every later change, because after a certification it could not be added.
    /// </summary>
    /// <param name="name">Letters, digits, <c>_</c> and <c>-</c>; different from those of other fields.</param>
    /// <param name="box">Where the signature will be shown; a box without size makes an invisible field.</param>
    /// <param name="element">A <see cref="StructureType.Form"/> element for the field.</param>
    /// <param name="description">What readers call the field; null leaves it out.</param>
    public void AddSignatureField(string name, PdfRectangle box, StructureElement element, string? description = null)
    {
        Require(box, nameof(box));
        RequireElement(element, StructureType.Form);
        Add(_document.AddField(name, this, box, description), element);
    }

    /// <summary>Adds a link to a web address.</summary>
    /// <param name="address">An absolute URI.</param>
    /// <param name="box">The place to click.</param>
    /// <param name="element">A <see cref="StructureType.Link"/> element, which the shown text belongs to.</param>
    public void AddLink(Uri address, PdfRectangle box, StructureElement element)
    {
        ArgumentNullException.ThrowIfNull(address);
        Require(box, nameof(box));
        RequireElement(element, StructureType.Link);
        if (!address.IsAbsoluteUri)
        {
            throw new ArgumentException("A link needs an absolute address.", nameof(address));
        }
        Add(_document.AddLink(address, this, box), element);
    }

    internal void WriteBox(ByteWriter output, PdfRectangle box)
    {
        output.Raw("/Rect["u8);
        output.Reals(box.X, Up(box.Bottom), box.Right, Up(box.Y)).Raw("]"u8);
    }

    private void Add((int Number, int Key) annotation, StructureElement element)
    {
        _annotations.Add((annotation.Number, annotation.Key, element));
        _document.Tree.AddAnnotation(element, this, annotation.Number);
    }

    private void RequireElement(StructureElement element, StructureType type)
    {
        ArgumentNullException.ThrowIfNull(element);
        _document.RequireOpen();
        if (!element.IsOf(_document.Tree) || element.Type != type)
        {
            throw new ArgumentException($"An element of this document of type {type} is needed.", nameof(element));
        }
    }
}
