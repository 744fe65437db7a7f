// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Namespaces in XML 1.0 (3rd edition): what each prefix is bound to now, and what to restore when an element ends.</content>
internal ref partial struct XmlParser
{
    /// <summary>The bindings that hold before the root: none but <c>xml</c> in a document, those of its place in a fragment.</summary>
    private void BindContext()
    {
        Bind(NameTable.Empty, NameTable.Empty, element: -1);
        Bind(NameTable.Xml, NameTable.XmlNamespace, element: -1);
        if (_tree.Host is { } host)
        {
            var inherited = new PooledTable<NamespaceBinding>(16);
            host.CollectInScope(_tree.HostElement, ref inherited);
            foreach (var binding in inherited.Span)
            {
                Bind(binding.Prefix, binding.Namespace, element: -1);
            }
            inherited.Return();
        }
        _undo.Clear();
    }

    private void Declare(int element, int prefix, in AttributeRecord attribute)
    {
        var name = _tree.InternValue(_tree.Names, attribute);
        CheckDeclaration(prefix, name, attribute.NameStart);
        if (prefix < _bindings.Count && _bindings[prefix].Element == element)
        {
            throw Malformed(attribute.NameStart, "An element declares the same prefix twice.");
        }
        if (_undo.Count >= _limits.MaxNamespacesInScope)
        {
            throw TooLarge(attribute.NameStart, "More namespace declarations are in scope than the limit allows.");
        }
        Bind(prefix, name, element);
        _tree.Declarations.Add() = new NamespaceBinding(prefix, name);
        _tree.Elements[element].DeclarationCount++;
    }

    /// <summary>Namespaces §3: the reserved prefixes and names, and no undeclaring of a prefix.</summary>
    private readonly void CheckDeclaration(int prefix, int name, int offset)
    {
        var isReserved =
            prefix == NameTable.Xmlns
            || name == NameTable.XmlnsNamespace
            || (prefix == NameTable.Xml) != (name == NameTable.XmlNamespace);
        if (isReserved)
        {
            throw Malformed(offset, "The prefixes xml and xmlns and their namespace names are reserved.");
        }
        if (prefix != NameTable.Empty && name == NameTable.Empty)
        {
            throw Malformed(offset, "A prefix cannot be bound to an empty namespace name.");
        }
    }

    private readonly void ResolveNames(int element)
    {
        ref var record = ref _tree.Elements[element];
        record.Namespace = Resolve(record.Prefix, record.NameStart);
        if (record.AttributeCount == 0)
        {
            return;
        }
        var attributes = _tree.Attributes.Span.Slice(record.FirstAttribute, record.AttributeCount);
        foreach (ref var attribute in attributes)
        {
            if (attribute.Prefix != NameTable.Empty)
            {
                attribute = attribute with { Namespace = Resolve(attribute.Prefix, attribute.NameStart) };
            }
            if (XmlTree.IsId(attribute))
            {
                _tree.RecordId(element, attribute);
            }
        }
        CheckUnique(attributes);
    }

    private readonly int Resolve(int prefix, int offset)
    {
        var name = prefix < _bindings.Count ? _bindings[prefix].Namespace : Binding.None;
        return name != Binding.None ? name : throw Malformed(offset, "The prefix of this name is not declared.");
    }

    private void Bind(int prefix, int name, int element)
    {
        while (_bindings.Count <= prefix)
        {
            _bindings.Add() = new Binding(Binding.None, -1);
        }
        _undo.Add() = new Undo(prefix, _bindings[prefix]);
        _bindings[prefix] = new Binding(name, element);
    }

    private void Unbind(int count)
    {
        for (; count > 0; count--)
        {
            var undo = _undo.Pop();
            _bindings[undo.Prefix] = undo.Before;
        }
    }

    /// <summary>What a prefix is bound to at this place of the document.</summary>
    /// <param name="Namespace">What the prefix is bound to; <see cref="None"/> when it is not.</param>
    /// <param name="Element">The element that declares it.</param>
    private readonly record struct Binding(int Namespace, int Element)
    {
        public const int None = -1;
    }

    private readonly record struct Undo(int Prefix, Binding Before);
}
