// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// An element of the document's structure (ISO 32000-1 §14.7.2). The order in which elements are added is the order in which
/// a screen reader reads; where they stand on pages doesn't matter.
/// </summary>
public sealed class StructureElement
{
    private readonly StructureTree _tree;

    internal StructureElement(StructureTree tree, StructureElement? parent, StructureType type)
    {
        (_tree, Parent, Type) = (tree, parent, type);
    }

    /// <summary>The type.</summary>
    public StructureType Type { get; }

    /// <summary>The element that holds this one; null for the root.</summary>
    public StructureElement? Parent { get; }

    internal string? Alternative { get; private init; }

    internal HeaderScope? Scope { get; private init; }

    internal int Columns { get; private init; } = 1;

    internal int Rows { get; private init; } = 1;

    /// <summary>First and last of its <see cref="StructureTree.Kids"/>; -1 without.</summary>
    internal int FirstKid { get; set; } = -1;

    internal int LastKid { get; set; } = -1;

    /// <summary>The object number, given when the document is ended.</summary>
    internal int Number { get; set; }

    /// <summary>Adds an element behind those that are there.</summary>
    /// <exception cref="ArgumentException">
    /// That type may not stand in this element, or it has a method of its own: header cells, cells, pictures.
    /// </exception>
    public StructureElement Add(StructureType type)
    {
        if (type is StructureType.TH or StructureType.TD or StructureType.Figure)
        {
            throw new ArgumentException($"Use the method that is for {type}.", nameof(type));
        }
        return Append(new StructureElement(_tree, this, type));
    }

    /// <summary>Adds a header cell to a row.</summary>
    /// <param name="scope">What it is the header of.</param>
    /// <param name="columns">Columns that it spans, 1 or more.</param>
    /// <param name="rows">Rows that it spans, 1 or more.</param>
    /// <exception cref="ArgumentException">This is no row.</exception>
    public StructureElement AddHeader(HeaderScope scope, int columns = 1, int rows = 1) =>
        Append(
            new StructureElement(_tree, this, StructureType.TH)
            {
                Scope = scope,
                Columns = Span(columns),
                Rows = Span(rows),
            }
        );

    /// <summary>Adds a cell to a row.</summary>
    /// <param name="columns">Columns that it spans, 1 or more.</param>
    /// <param name="rows">Rows that it spans, 1 or more.</param>
    /// <exception cref="ArgumentException">This is no row.</exception>
    public StructureElement AddCell(int columns = 1, int rows = 1) =>
        Append(new StructureElement(_tree, this, StructureType.TD) { Columns = Span(columns), Rows = Span(rows) });

    /// <summary>Adds a picture.</summary>
    /// <param name="alternative">The words that stand for it, not empty.</param>
    public StructureElement AddFigure(string alternative)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alternative);
        return Append(new StructureElement(_tree, this, StructureType.Figure) { Alternative = alternative });
    }

    internal bool IsOf(StructureTree tree) => ReferenceEquals(_tree, tree);

    private static int Span(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return count;
    }

    private StructureElement Append(StructureElement child)
    {
        if (!StructureRules.Allows(Type, child.Type))
        {
            throw new ArgumentException($"{child.Type} may not stand in {Type}.", nameof(child));
        }
        _tree.Add(child);
        return child;
    }
}
