// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <content>Which namespace declarations an element is written with.</content>
internal ref partial struct CanonicalWalk
{
    private void ClearNames()
    {
        _rendered.Fill(NameTable.Empty, _names.Count);
        if (_algorithm.PrefixList is not { } list)
        {
            return;
        }
        _listed.Fill(item: false, _names.Count);
        foreach (var prefix in list.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
        {
            var name = prefix == "#default" ? NameTable.Empty : _names.Find(System.Text.Encoding.UTF8.GetBytes(prefix));
            if (name >= 0)
            {
                _listed[name] = true;
            }
        }
    }

    /// <summary>Below the apex: what the element declares (inclusive), what it uses (exclusive).</summary>
    private void CollectNamespaces(int element)
    {
        _namespaces.Clear();
        foreach (var declared in _tree.DeclarationsOf(element))
        {
            if (!_algorithm.IsExclusive || IsListed(declared.Prefix))
            {
                Render(declared);
            }
        }
        CollectUsed(element);
    }

    /// <summary>The apex stands without its ancestors: what they declare counts as its own.</summary>
    private void CollectNamespacesOfApex(int element)
    {
        _namespaces.Clear();
        var inScope = new PooledTable<NamespaceBinding>(16);
        _tree.CollectInScope(element, ref inScope);
        foreach (var binding in inScope.Span)
        {
            if (!_algorithm.IsExclusive || IsListed(binding.Prefix))
            {
                Render(binding);
            }
        }
        inScope.Return();
        CollectUsed(element);
    }

    private readonly bool IsListed(int prefix) => _listed.Count > 0 && _listed[prefix];

    /// <summary>Exclusive C14N §3: the prefixes that are visibly utilized.</summary>
    private void CollectUsed(int element)
    {
        if (!_algorithm.IsExclusive)
        {
            return;
        }
        ref var record = ref _tree.Elements[element];
        Render(new NamespaceBinding(record.Prefix, record.Namespace));
        for (var i = 0; i < record.AttributeCount; i++)
        {
            ref var attribute = ref _tree.Attributes[record.FirstAttribute + i];
            if (attribute.Prefix != NameTable.Empty)
            {
                Render(new NamespaceBinding(attribute.Prefix, attribute.Namespace));
            }
        }
    }

    /// <summary>Only what the output does not say already; so <c>xmlns=""</c> only under another default.</summary>
    private void Render(NamespaceBinding binding)
    {
        ref var rendered = ref _rendered[binding.Prefix];
        if (binding.Prefix == NameTable.Xml || rendered == binding.Namespace)
        {
            return;
        }
        _undo.Add() = new Undo(_depth, binding.Prefix, rendered);
        rendered = binding.Namespace;
        _namespaces.Add(binding);
    }

    private void RestoreNamespaces()
    {
        while (_undo.Count > 0 && _undo[_undo.Count - 1].Depth == _depth - 1)
        {
            var undo = _undo.Pop();
            _rendered[undo.Prefix] = undo.Before;
        }
    }

    private readonly void WriteNamespaces()
    {
        var bindings = _namespaces.Span;
        CanonicalOrder.Sort(bindings, new NamespaceOrder(_names));
        foreach (var binding in bindings)
        {
            _sink.Write(" xmlns"u8);
            if (binding.Prefix != NameTable.Empty)
            {
                _sink.Write((byte)':');
                _sink.Write(_names[binding.Prefix]);
            }
            _sink.Write("=\""u8);
            CanonicalText.WriteValue(_names[binding.Namespace], _sink);
            _sink.Write((byte)'"');
        }
    }
}
