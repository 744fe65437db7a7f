// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Elements: their names, links and places.</content>
internal sealed partial class XmlTree
{
    private const int MaxShownNames = 16;
    private const int MaxShownLength = 64;
    private const int MaxPlainPath = 4;

    /// <inheritdoc />
    public int Count => Elements.Count;

    /// <inheritdoc />
    public string LocalName(int element) => Names.Text(Elements[element].LocalName);

    /// <inheritdoc />
    public string NamespaceName(int element) => Names.Text(Elements[element].Namespace);

    /// <inheritdoc />
    public int Parent(int element) => Elements[element].Parent;

    /// <inheritdoc />
    public int FirstChild(int element) => Elements[element].FirstChild;

    /// <inheritdoc />
    public int NextSibling(int element) => Elements[element].NextSibling;

    public ReadOnlySpan<byte> LocalNameUtf8(int element) => Names[Elements[element].LocalName];

    public ReadOnlySpan<byte> NamespaceNameUtf8(int element) => Names[Elements[element].Namespace];

    /// <summary>The name as written, prefix included.</summary>
    public ReadOnlySpan<byte> QualifiedNameUtf8(int element) =>
        Bytes.Slice(Elements[element].NameStart, Elements[element].NameLength);

    /// <summary>True when the element has that expanded name.</summary>
    public bool Is(int element, ReadOnlySpan<byte> namespaceName, ReadOnlySpan<byte> localName) =>
        LocalNameUtf8(element).SequenceEqual(localName) && NamespaceNameUtf8(element).SequenceEqual(namespaceName);

    /// <summary>The first child element of that expanded name; -1 when there is none.</summary>
    public int Child(int element, ReadOnlySpan<byte> namespaceName, ReadOnlySpan<byte> localName) =>
        FirstOf(FirstChild(element), namespaceName, localName);

    /// <summary>The next sibling element of that expanded name; -1 when there is none.</summary>
    public int NextSibling(int element, ReadOnlySpan<byte> namespaceName, ReadOnlySpan<byte> localName) =>
        FirstOf(NextSibling(element), namespaceName, localName);

    /// <summary>True when the element is the other one, or stands inside it.</summary>
    public bool IsWithin(int element, int ancestor) => element >= ancestor && element < Elements[ancestor].SubtreeEnd;

    /// <summary>The first element after the last descendant: the subtree is <c>element .. SubtreeEnd(element)</c>.</summary>
    public int SubtreeEnd(int element) => Elements[element].SubtreeEnd;

    /// <summary>From the <c>&lt;</c> of the start tag to after the <c>&gt;</c> of the end tag.</summary>
    public Range ByteRange(int element) => Elements[element].Start..Elements[element].End;

    /// <summary>Offset after the <c>&gt;</c> of the start tag.</summary>
    public int ContentStart(int element) => Elements[element].ContentStart;

    /// <summary>Offset of the end tag's <c>&lt;/</c>; of an empty-element tag, that of its <c>/&gt;</c>.</summary>
    public int ContentEnd(int element) => Elements[element].ContentEnd;

    /// <summary>True for <c>&lt;name/&gt;</c>.</summary>
    public bool IsEmptyTag(int element) => Elements[element].IsEmptyTag;

    /// <summary>
    /// The local names from the root, as <c>/HocBaSo/DSCKS/GVCN</c>; of a fragment, from the document's root. For messages:
    /// long names are cut, and of many the middle is left out, so that a document can't make it large.
    /// </summary>
    public string ElementPath(int element)
    {
        if (Host is null && Depth(element) <= MaxPlainPath)
        {
            var path = "";
            for (var at = element; at >= 0; at = Parent(at))
            {
                path = "/" + ShownName(at) + path;
            }
            return path;
        }
        var names = new List<string>();
        for (XmlTree? tree = this; tree is not null; element = tree.HostElement, tree = tree.Host)
        {
            for (var at = element; at >= 0; at = tree.Parent(at))
            {
                names.Add(tree.ShownName(at));
            }
        }
        if (names.Count > MaxShownNames)
        {
            names.RemoveRange(MaxShownNames / 2, names.Count - MaxShownNames);
            names.Insert(MaxShownNames / 2, "…");
        }
        names.Reverse();
        return new StringBuilder("/").AppendJoin('/', names).ToString();
    }

    /// <summary>
    /// True when a comment or a processing instruction stands inside the element, at any depth. In what is signed, or says what is
    /// signed, they let two readers see two texts.
    /// </summary>
    public bool HasCommentOrInstruction(int element)
    {
        for (var i = Elements[element].StartEvent; i < Elements[element].EndEvent; i++)
        {
            if (Events[i].Kind is XmlEventKind.Comment or XmlEventKind.ProcessingInstruction)
            {
                return true;
            }
        }
        return false;
    }

    // counted no further than it matters
    private int Depth(int element)
    {
        var depth = 0;
        for (; element >= 0 && depth <= MaxPlainPath; element = Parent(element))
        {
            depth++;
        }
        return depth;
    }

    private string ShownName(int element)
    {
        var name = LocalName(element);
        return name.Length <= MaxShownLength ? name : name[..MaxShownLength] + "…";
    }

    private int FirstOf(int element, ReadOnlySpan<byte> namespaceName, ReadOnlySpan<byte> localName)
    {
        while (element >= 0 && !Is(element, namespaceName, localName))
        {
            element = NextSibling(element);
        }
        return element;
    }
}
