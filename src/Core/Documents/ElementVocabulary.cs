// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Core;

/// <summary>
/// A closed list of element names in one namespace, each with a number: a tree that has names as numbers of its own matches the two
/// lists once, and then answers for each element without a string. Immutable; safe for concurrent use.
/// </summary>
public sealed class ElementVocabulary
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly byte[][] _utf8;
    private readonly byte[] _namespaceUtf8;

    /// <summary>Numbers the names in their order, from 0; a name that comes again keeps its number.</summary>
    public ElementVocabulary(string namespaceName, IEnumerable<string> localNames)
    {
        NamespaceName = namespaceName;
        _namespaceUtf8 = Encoding.UTF8.GetBytes(namespaceName);
        foreach (var name in localNames)
        {
            _numbers.TryAdd(name, _numbers.Count);
        }
        _utf8 = [.. _numbers.OrderBy(static n => n.Value).Select(static n => Encoding.UTF8.GetBytes(n.Key))];
    }

    /// <summary>How many names there are.</summary>
    public int Count => _utf8.Length;

    /// <summary>The namespace of all of them; empty for none.</summary>
    public string NamespaceName { get; }

    /// <summary>The namespace in UTF-8.</summary>
    public ReadOnlySpan<byte> NamespaceUtf8 => _namespaceUtf8;

    /// <summary>A name in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8(int number) => _utf8[number];

    /// <summary>The number of a local name; -1 when it is not on the list.</summary>
    public int NumberOf(string localName) => _numbers.GetValueOrDefault(localName, -1);

    /// <summary>The number of an expanded name; -1 when it is not on the list.</summary>
    public int NumberOf(string namespaceName, string localName) =>
        namespaceName == NamespaceName ? NumberOf(localName) : -1;
}
