// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Xml.Linq;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>An element tree over System.Xml.Linq: for tests only.</summary>
internal sealed class XDocumentTree : IElementTree
{
    private readonly List<XElement> _elements;
    private readonly Dictionary<XElement, int> _numbers;

    private XDocumentTree(XElement root)
    {
        _elements = [.. root.DescendantsAndSelf()];
        _numbers = _elements.Select((e, i) => (e, i)).ToDictionary(p => p.e, p => p.i);
    }

    public int Count => _elements.Count;

    public static ElementView Root(XElement root) => new(new XDocumentTree(root), 0);

    public static ElementView Root(byte[] xml) => Root(XElement.Parse(Encoding.UTF8.GetString(xml)));

    public string LocalName(int element) => _elements[element].Name.LocalName;

    public string NamespaceName(int element) => _elements[element].Name.NamespaceName;

    public int Parent(int element) => _elements[element].Parent is { } p && _numbers.TryGetValue(p, out var n) ? n : -1;

    public int FirstChild(int element) => _elements[element].Elements().FirstOrDefault() is { } c ? _numbers[c] : -1;

    public int NextSibling(int element)
    {
        if (element == 0)
        {
            return -1;
        }
        for (var node = _elements[element].NextNode; node is not null; node = node.NextNode)
        {
            if (node is XElement next)
            {
                return _numbers[next];
            }
        }
        return -1;
    }

    public string? Attribute(int element, string name) => _elements[element].Attribute(name)?.Value;

    public int AttributeCount(int element) => Attributes(element).Count();

    public string AttributeName(int element, int index)
    {
        var attribute = Attributes(element).ElementAt(index);
        var prefix =
            attribute.Name.Namespace == XNamespace.None
                ? null
                : _elements[element].GetPrefixOfNamespace(attribute.Name.Namespace);
        return prefix is null ? attribute.Name.LocalName : $"{prefix}:{attribute.Name.LocalName}";
    }

    public string Text(int element) => string.Concat(_elements[element].Nodes().OfType<XText>().Select(t => t.Value));

    public bool HasText(int element) => !string.IsNullOrWhiteSpace(Text(element));

    private IEnumerable<XAttribute> Attributes(int element) =>
        _elements[element].Attributes().Where(a => !a.IsNamespaceDeclaration);
}
