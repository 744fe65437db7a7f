// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Namespaces in scope.</content>
internal sealed partial class XmlTree
{
    /// <summary>What a prefix is bound to at the element; null when it is not declared.</summary>
    /// <param name="element">The element.</param>
    /// <param name="prefix">Empty for the default namespace, which is never undeclared: its absence is the empty name.</param>
    public string? LookupNamespace(int element, ReadOnlySpan<byte> prefix)
    {
        if (prefix.SequenceEqual("xml"u8))
        {
            return Names.Text(NameTable.XmlNamespace);
        }
        var name = Names.Find(prefix);
        var bound = name < 0 ? -1 : LookupNamespace(element, name);
        if (bound < 0)
        {
            return prefix.IsEmpty ? "" : null;
        }
        return Names.Text(bound);
    }

    /// <summary>The bindings in scope at the element, the nearest of each prefix; <c>xml</c> and the empty default are not among them.</summary>
    public IReadOnlyList<(string Prefix, string NamespaceName)> NamespacesInScope(int element)
    {
        var bindings = new PooledTable<NamespaceBinding>(16);
        CollectInScope(element, ref bindings);
        var list = new List<(string, string)>(bindings.Count);
        foreach (var binding in bindings.Span)
        {
            if (binding.Namespace != NameTable.Empty)
            {
                list.Add((Names.Text(binding.Prefix), Names.Text(binding.Namespace)));
            }
        }
        bindings.Return();
        return list;
    }

    /// <summary>Adds the nearest binding of each prefix, <c>xmlns=""</c> among them; also from the trees that host this one.</summary>
    internal void CollectInScope(int element, ref PooledTable<NamespaceBinding> bindings)
    {
        for (var tree = this; tree is not null; element = tree.HostElement, tree = tree.Host)
        {
            for (var at = element; at >= 0; at = tree.Parent(at))
            {
                foreach (var declared in tree.DeclarationsOf(at))
                {
                    if (!Contains(bindings.Span, declared.Prefix))
                    {
                        bindings.Add(declared);
                    }
                }
            }
        }
    }

    internal ReadOnlySpan<NamespaceBinding> DeclarationsOf(int element) =>
        Declarations.Span.Slice(Elements[element].FirstDeclaration, Elements[element].DeclarationCount);

    private int LookupNamespace(int element, int prefix)
    {
        for (var tree = this; tree is not null; element = tree.HostElement, tree = tree.Host)
        {
            for (var at = element; at >= 0; at = tree.Parent(at))
            {
                foreach (var declared in tree.DeclarationsOf(at))
                {
                    if (declared.Prefix == prefix)
                    {
                        return declared.Namespace;
                    }
                }
            }
        }
        return -1;
    }

    private static bool Contains(ReadOnlySpan<NamespaceBinding> bindings, int prefix)
    {
        foreach (var binding in bindings)
        {
            if (binding.Prefix == prefix)
            {
                return true;
            }
        }
        return false;
    }
}
