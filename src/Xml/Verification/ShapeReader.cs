// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Walks a shape of which everything is known. Whatever differs is a fault that names the element.</summary>
internal sealed class ShapeReader(XmlTree tree)
{
    /// <summary>The first child, of that name.</summary>
    public int First(int parent, ReadOnlySpan<byte> space, ReadOnlySpan<byte> name) =>
        Named(tree.FirstChild(parent), parent, space, name);

    /// <summary>The next sibling, of that name.</summary>
    public int Next(int sibling, ReadOnlySpan<byte> space, ReadOnlySpan<byte> name) =>
        Named(tree.NextSibling(sibling), sibling, space, name);

    /// <summary>The one child, of that name.</summary>
    public int Only(int parent, ReadOnlySpan<byte> space, ReadOnlySpan<byte> name)
    {
        var child = First(parent, space, name);
        Last(child);
        return child;
    }

    /// <summary>Nothing comes after it.</summary>
    public void Last(int element)
    {
        if (tree.NextSibling(element) is >= 0 and var next)
        {
            throw Differs(next);
        }
    }

    /// <summary>No attribute.</summary>
    public void Bare(int element) => Count(element, 0);

    /// <summary>That attribute and no other.</summary>
    public void Attribute(int element, ReadOnlySpan<byte> name, string value)
    {
        Count(element, 1);
        RequireAttribute(element, name, value);
    }

    /// <summary>Those two attributes and no other.</summary>
    public void Attributes(
        int element,
        ReadOnlySpan<byte> first,
        string firstValue,
        ReadOnlySpan<byte> second,
        string secondValue
    )
    {
        Count(element, 2);
        RequireAttribute(element, first, firstValue);
        RequireAttribute(element, second, secondValue);
    }

    /// <summary>Nothing inside, and one attribute @Algorithm of that value.</summary>
    public void Algorithm(int element, string uri)
    {
        Attribute(element, "Algorithm"u8, uri);
        if (!tree.TryGetPlainText(element, out var text) || !text.IsEmpty)
        {
            throw Differs(element);
        }
    }

    /// <summary>That text alone.</summary>
    public void Text(int element, ReadOnlySpan<byte> text)
    {
        if (!tree.TryGetPlainText(element, out var actual) || !actual.SequenceEqual(text))
        {
            throw Differs(element);
        }
    }

    /// <summary>The canonical base64 of octets that were decoded before, and no attribute.</summary>
    public void Base64(int element, ReadOnlySpan<byte> octets)
    {
        Bare(element);
        Base64Text(element, octets);
    }

    /// <summary>The canonical base64 of octets that were decoded before.</summary>
    public void Base64Text(int element, ReadOnlySpan<byte> octets)
    {
        if (!Base64Content.IsCanonical(tree, element, octets))
        {
            throw Differs(element);
        }
    }

    /// <summary>No element of the subtree holds both text and elements, white space counted.</summary>
    public void RequireNoMixedContent(int element)
    {
        for (var i = tree.Elements[element].StartEvent; i < tree.Elements[element].EndEvent; i++)
        {
            ref var step = ref tree.Events[i];
            if (step.Kind is XmlEventKind.Text or XmlEventKind.CData && tree.FirstChild(step.Element) >= 0)
            {
                throw Differs(step.Element);
            }
        }
    }

    public VerificationFaultException Differs(int element) =>
        VerificationFaultException.Format(
            $"{tree.ElementPath(element)} differs from the form that signatures have here."
        );

    private int Named(int element, int near, ReadOnlySpan<byte> space, ReadOnlySpan<byte> name) =>
        element >= 0 && tree.Is(element, space, name) ? element : throw Differs(element < 0 ? near : element);

    private void Count(int element, int count)
    {
        if (tree.AttributeCount(element) != count)
        {
            throw Differs(element);
        }
    }

    private void RequireAttribute(int element, ReadOnlySpan<byte> name, string value)
    {
        Span<byte> utf8 = stackalloc byte[512];
        if (
            !Encoding.UTF8.TryGetBytes(value, utf8, out var length)
            || !tree.AttributeIs(element, default, name, utf8[..length])
        )
        {
            throw Differs(element);
        }
    }
}
