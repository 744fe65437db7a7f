// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>
/// A document with elements inserted that it was not parsed with: each is parsed alone, in the scope of its place, and the
/// canonicalizer and <see cref="ToArray"/> read it there. So a document is parsed once, however many signatures it gets.
/// Accessors of a tree do not see what is spliced into it.
/// </summary>
/// <param name="root">The document; stays the caller's, who disposes of it after this.</param>
/// <param name="limits">What a fragment may be.</param>
internal sealed class SplicedDocument(XmlTree root, XmlLimits limits) : IDisposable
{
    private readonly List<XmlTree> _fragments = [];

    /// <summary>The document.</summary>
    public XmlTree Root => root;

    /// <summary>Bytes of the document with all fragments.</summary>
    public int Length => LengthOf(root);

    /// <summary>Inserts an element after all that is inside the parent, also after earlier fragments.</summary>
    /// <param name="host">The document, or a fragment in it.</param>
    /// <param name="parent">An element of the host; may be written as an empty-element tag.</param>
    /// <param name="fragment">One element in UTF-8; must not change while this document is used.</param>
    /// <returns>The fragment's tree, owned by this document: its root is element 0.</returns>
    /// <exception cref="SigningException">The fragment is malformed or too large.</exception>
    public XmlTree Append(XmlTree host, int parent, ReadOnlyMemory<byte> fragment)
    {
        var tree = XmlTree.ParseFragment(fragment, host, parent, limits);
        ref var record = ref host.Elements[parent];
        Add(host, new Splice(record.EndEvent, record.ContentEnd, record.IsEmptyTag ? parent : -1, tree));
        return tree;
    }

    /// <summary>Inserts an element right after another, behind earlier fragments with the same place.</summary>
    /// <param name="host">The document, or a fragment in it.</param>
    /// <param name="sibling">An element of the host, not its root.</param>
    /// <param name="fragment">As of <see cref="Append"/>.</param>
    /// <inheritdoc cref="Append" path="/returns|/exception" />
    public XmlTree InsertAfter(XmlTree host, int sibling, ReadOnlyMemory<byte> fragment)
    {
        var parent = host.Parent(sibling);
        ArgumentOutOfRangeException.ThrowIfNegative(parent, nameof(sibling));
        var tree = XmlTree.ParseFragment(fragment, host, parent, limits);
        ref var record = ref host.Elements[sibling];
        Add(host, new Splice(record.EndEvent + 1, record.End, -1, tree));
        return tree;
    }

    /// <summary>Takes a fragment out again, with all that is spliced into it, and disposes of it.</summary>
    public void Remove(XmlTree fragment)
    {
        foreach (var inner in fragment.Splices?.ToArray() ?? [])
        {
            Remove(inner.Fragment);
        }
        fragment.Host?.Splices?.RemoveAll(splice => splice.Fragment == fragment);
        _fragments.Remove(fragment);
        fragment.Dispose();
    }

    /// <summary>The document with all fragments: one array of the exact size; every other byte is as it came.</summary>
    public byte[] ToArray()
    {
        var output = new byte[Length];
        var written = Copy(root, output);
        return written == output.Length
            ? output
            : throw new InvalidOperationException("The length was computed wrongly.");
    }

    /// <summary>Disposes of the fragments and takes them out of the trees.</summary>
    public void Dispose()
    {
        root.Splices = null;
        foreach (var fragment in _fragments)
        {
            fragment.Splices = null;
            fragment.Dispose();
        }
        _fragments.Clear();
    }

    private void Add(XmlTree host, Splice splice)
    {
        host.Splices ??= [];
        var place = host.Splices.Count;
        while (place > 0 && host.Splices[place - 1].Event > splice.Event)
        {
            place--;
        }
        host.Splices.Insert(place, splice);
        _fragments.Add(splice.Fragment);
    }

    private static int LengthOf(XmlTree tree)
    {
        var length = tree.Bytes.Length;
        var opened = -1;
        foreach (var splice in tree.Splices ?? [])
        {
            length += LengthOf(splice.Fragment);
            if (splice.EmptyParent >= 0 && splice.EmptyParent != opened)
            {
                opened = splice.EmptyParent;
                // "/>" becomes ">" and "</name>"
                length += tree.QualifiedNameUtf8(opened).Length + 2;
            }
        }
        return length;
    }

    // recursion goes as deep as the caller nested fragments, not as deep as a document
    private static int Copy(XmlTree tree, Span<byte> output)
    {
        var (from, written, opened) = (0, 0, -1);
        foreach (var splice in tree.Splices ?? [])
        {
            if (opened >= 0 && splice.EmptyParent != opened)
            {
                written += CloseTag(tree, opened, output[written..]);
                opened = -1;
            }
            if (opened < 0)
            {
                written += CopyBytes(tree.Bytes[from..splice.Offset], output[written..]);
                from = splice.Offset;
            }
            if (splice.EmptyParent >= 0 && opened < 0)
            {
                opened = splice.EmptyParent;
                written += CopyBytes(">"u8, output[written..]);
                from += 2;
            }
            written += Copy(splice.Fragment, output[written..]);
        }
        if (opened >= 0)
        {
            written += CloseTag(tree, opened, output[written..]);
        }
        return written + CopyBytes(tree.Bytes[from..], output[written..]);
    }

    private static int CloseTag(XmlTree tree, int element, Span<byte> output)
    {
        var written = CopyBytes("</"u8, output);
        written += CopyBytes(tree.QualifiedNameUtf8(element), output[written..]);
        return written + CopyBytes(">"u8, output[written..]);
    }

    private static int CopyBytes(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        bytes.CopyTo(output);
        return bytes.Length;
    }
}
