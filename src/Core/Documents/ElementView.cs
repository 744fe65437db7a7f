// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>One element of an <see cref="IElementTree"/>: a value of two words, made on the fly.</summary>
public readonly record struct ElementView(IElementTree Tree, int Index)
{
    /// <summary>The name without prefix.</summary>
    public string LocalName => Tree.LocalName(Index);

    /// <summary>The namespace name; empty when there is none.</summary>
    public string NamespaceName => Tree.NamespaceName(Index);

    /// <summary>The text directly inside the element.</summary>
    public string Text => Tree.Text(Index);

    /// <summary>The parent; null for the root.</summary>
    public ElementView? Parent => Tree.Parent(Index) is >= 0 and var p ? new ElementView(Tree, p) : null;

    /// <summary>The value of an attribute without namespace; null when absent.</summary>
    public string? Attribute(string name) => Tree.Attribute(Index, name);

    /// <summary>The child elements in document order.</summary>
    public IEnumerable<ElementView> Children()
    {
        for (var child = Tree.FirstChild(Index); child >= 0; child = Tree.NextSibling(child))
        {
            yield return new ElementView(Tree, child);
        }
    }

    /// <summary>The first child element of that local name; null when there is none.</summary>
    public ElementView? Child(string localName)
    {
        for (var child = Tree.FirstChild(Index); child >= 0; child = Tree.NextSibling(child))
        {
            if (Tree.LocalName(child) == localName)
            {
                return new ElementView(Tree, child);
            }
        }
        return null;
    }

    /// <summary>The path from the root, as <c>/HocBaSo/DSCKS/GVCN</c>.</summary>
    public string Path => Parent is { } parent ? $"{parent.Path}/{LocalName}" : "/" + LocalName;
}
