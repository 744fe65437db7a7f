// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// A page of a document that is being made. Measures are points from the top left corner, y grows downwards; what is drawn
/// later lies above. Text and pictures are drawn within <see cref="Tag"/> or <see cref="Artifact"/>, lines and shades
/// outside of both are artifacts by themselves. Pages stay open until the document is ended.
/// </summary>
public sealed partial class PdfPage
{
    private const double Limit = 14_400; // ISO 32000-1 annex C

    private readonly PdfDocumentBuilder _document;
    private readonly ByteWriter _content = new(16 << 10);
    private readonly List<StructureElement> _tagged = [];
    private readonly List<(int Number, int Key, StructureElement Element)> _annotations = [];
    private ScopeKind _scope;
    private int _scopeId;

    internal PdfPage(PdfDocumentBuilder document, PageSize size, int index, int number)
    {
        (_document, Size, Index, ObjectNumber) = (document, size, index, number);
    }

    private enum ScopeKind : byte
    {
        None,
        Tag,
        Artifact,
        AutomaticArtifact,
    }

    /// <summary>Width and height.</summary>
    public PageSize Size { get; }

    /// <summary>Place in the document, from 1.</summary>
    public int Number => Index + 1;

    internal int Index { get; }

    internal int ObjectNumber { get; }

    internal ByteWriter Content => _content;

    /// <summary>Of each marked-content identifier the element that it belongs to.</summary>
    internal IReadOnlyList<StructureElement> Tagged => _tagged;

    internal IReadOnlyList<(int Number, int Key, StructureElement Element)> Annotations => _annotations;

    /// <summary>Begins content that belongs to an element; it ends when the result is disposed.</summary>
    /// <param name="element">An element of this document that may hold content; it may get content several times, on several pages.</param>
    /// <exception cref="InvalidOperationException">Another stretch is open.</exception>
    /// <exception cref="ArgumentException">The element is of another document, or of a type that holds elements only.</exception>
    public ContentScope Tag(StructureElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (!element.IsOf(_document.Tree) || !StructureRules.HoldsContent(element.Type))
        {
            throw new ArgumentException($"Content may not stand in this {element.Type}.", nameof(element));
        }
        Open(ScopeKind.Tag);
        _document.Tree.AddContent(element, this, _tagged.Count);
        _content.Byte((byte)'/').Raw(StructureRules.Name(element.Type));
        _content.Raw("<</MCID "u8).Number(_tagged.Count).Raw(">>BDC\n"u8);
        _tagged.Add(element);
        return new ContentScope(this, _scopeId);
    }

    /// <summary>Begins content that is no part of the document's text: screen readers leave it out.</summary>
    /// <exception cref="InvalidOperationException">Another stretch is open.</exception>
    public ContentScope Artifact(ArtifactKind kind = ArtifactKind.Layout)
    {
        Open(ScopeKind.Artifact);
        _content.Raw(
            kind == ArtifactKind.Pagination
                ? "/Artifact<</Type/Pagination>>BDC\n"u8
                : "/Artifact<</Type/Layout>>BDC\n"u8
        );
        return new ContentScope(this, _scopeId);
    }

    internal void EndScope(int id)
    {
        if (_scope is ScopeKind.Tag or ScopeKind.Artifact && id == _scopeId)
        {
            Close();
        }
    }

    /// <summary>Ends the content.</summary>
    /// <exception cref="InvalidOperationException">A tag or artifact is still open.</exception>
    internal void End()
    {
        RequireNoScope();
        if (_scope == ScopeKind.AutomaticArtifact)
        {
            Close();
        }
    }

    private void Open(ScopeKind kind)
    {
        _document.RequireOpen();
        RequireNoScope();
        if (_scope == ScopeKind.AutomaticArtifact)
        {
            Close();
        }
        _scope = kind;
        _scopeId++;
    }

    private void Close()
    {
        _content.Raw("EMC\n"u8);
        _scope = ScopeKind.None;
    }

    private void RequireNoScope()
    {
        if (_scope is ScopeKind.Tag or ScopeKind.Artifact)
        {
            throw new InvalidOperationException($"A tag or artifact is still open on page {Number}.");
        }
    }

    private void RequireScope()
    {
        _document.RequireOpen();
        if (_scope is not (ScopeKind.Tag or ScopeKind.Artifact))
        {
            throw new InvalidOperationException("Text and pictures are drawn within a tag or an artifact.");
        }
    }

    /// <summary>Lines between two stretches share one artifact.</summary>
    private void EnsureScope()
    {
        _document.RequireOpen();
        if (_scope == ScopeKind.None)
        {
            _content.Raw("/Artifact<</Type/Layout>>BDC\n"u8);
            _scope = ScopeKind.AutomaticArtifact;
        }
    }

    private static double Require(double value, string name) =>
        double.IsFinite(value) && Math.Abs(value) <= Limit
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Not a place on a page.");

    private static PdfRectangle Require(PdfRectangle box, string name)
    {
        Require(box.X, name);
        Require(box.Y, name);
        return Require(box.Width, name) >= 0 && Require(box.Height, name) >= 0
            ? box
            : throw new ArgumentOutOfRangeException(name, box, "A side is below zero.");
    }

    private double Up(double y) => Size.Height - y;
}
