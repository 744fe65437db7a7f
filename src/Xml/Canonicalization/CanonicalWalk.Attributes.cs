// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <content>The attributes that an element is written with; at an apex also those of the xml namespace that it inherits.</content>
internal ref partial struct CanonicalWalk
{
    private void CollectAttributes(int element)
    {
        _attributes.Clear();
        ref var record = ref _tree.Elements[element];
        for (var i = 0; i < record.AttributeCount; i++)
        {
            _attributes.Add() = new CanonicalAttribute(_tree, record.FirstAttribute + i, null);
        }
    }

    private void WriteApex(int element)
    {
        _event++;
        CollectNamespacesOfApex(element);
        CollectAttributes(element);
        if (!_algorithm.IsExclusive)
        {
            InheritXmlAttributes(element);
        }
        if (_algorithm.IsInclusive11)
        {
            JoinXmlBase(element);
        }
        WriteStartTag(element);
    }

    /// <summary>C14N 1.0 §2.4: the nearest of each; 1.1 §2.4: of xml:lang and xml:space alone.</summary>
    private void InheritXmlAttributes(int element)
    {
        for (var at = ParentOf(new XmlElementRef(_tree, element)); at is var (tree, ancestor); at = ParentOf(at.Value))
        {
            ref var record = ref tree.Elements[ancestor];
            for (var i = 0; i < record.AttributeCount; i++)
            {
                var attribute = tree.Attributes[record.FirstAttribute + i];
                if (
                    attribute.Namespace == NameTable.XmlNamespace
                    && IsInherited(attribute)
                    && !HasXml(attribute.LocalName)
                )
                {
                    _attributes.Add() = new CanonicalAttribute(tree, record.FirstAttribute + i, null);
                }
            }
        }
    }

    private readonly bool IsInherited(AttributeRecord attribute) =>
        !_algorithm.IsInclusive11
        || _names[attribute.LocalName].SequenceEqual("lang"u8)
        || _names[attribute.LocalName].SequenceEqual("space"u8);

    private readonly bool HasXml(int localName)
    {
        foreach (var attribute in _attributes.Span)
        {
            var record = attribute.Record;
            if (record.Namespace == NameTable.XmlNamespace && record.LocalName == localName)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>C14N 1.1 §2.4: xml:base of the apex and of its omitted ancestors, joined; an empty result is not written.</summary>
    private void JoinXmlBase(int element)
    {
        string? joined = null;
        CanonicalAttribute? nearest = null;
        var inherited = false;
        XmlElementRef? start = new XmlElementRef(_tree, element);
        for (var at = start; at is var (tree, ancestor); at = ParentOf(at.Value))
        {
            var index = tree.FindAttribute(ancestor, _names[NameTable.XmlNamespace], "base"u8);
            if (index < 0)
            {
                continue;
            }
            var value = tree.AttributeValue(ancestor, index);
            inherited |= at != start;
            nearest ??= new CanonicalAttribute(tree, tree.Elements[ancestor].FirstAttribute + index, null);
            joined = joined is null ? value : XmlBase.Join(value, joined);
        }
        if (inherited)
        {
            ReplaceXmlBase(nearest!.Value, joined!);
        }
    }

    private void ReplaceXmlBase(CanonicalAttribute nearest, string joined)
    {
        var attributes = _attributes.Span;
        var count = 0;
        foreach (var attribute in attributes)
        {
            if (attribute.Tree != nearest.Tree || attribute.Attribute != nearest.Attribute)
            {
                attributes[count++] = attribute;
            }
        }
        if (count < attributes.Length)
        {
            _attributes.Pop();
        }
        if (joined.Length > 0)
        {
            _attributes.Add() = nearest with { Value = Encoding.UTF8.GetBytes(joined) };
        }
    }

    private readonly void WriteAttributes()
    {
        var attributes = _attributes.Span;
        CanonicalOrder.Sort(attributes, new AttributeOrder(_names));
        foreach (var attribute in attributes)
        {
            var record = attribute.Record;
            var bytes = attribute.Tree == _tree ? _bytes : attribute.Tree.Bytes;
            _sink.Write((byte)' ');
            _sink.Write(bytes.Slice(record.NameStart, record.NameLength));
            _sink.Write("=\""u8);
            WriteValue(attribute, record, bytes.Slice(record.ValueStart, record.ValueLength));
            _sink.Write((byte)'"');
        }
    }

    private readonly void WriteValue(CanonicalAttribute attribute, AttributeRecord record, ReadOnlySpan<byte> raw)
    {
        if (attribute.Value is { } value)
        {
            CanonicalText.WriteValue(value, _sink);
        }
        else if (record.Flags == XmlTextFlags.None)
        {
            _sink.Write(raw);
        }
        else
        {
            CanonicalText.WriteAttributeValue(raw, _sink);
        }
    }

    /// <summary>The parent, across the border of a fragment.</summary>
    private static XmlElementRef? ParentOf(XmlElementRef element)
    {
        var parent = element.Tree.Parent(element.Element);
        if (parent >= 0)
        {
            return element with { Element = parent };
        }
        return element.Tree.Host is { } host ? new XmlElementRef(host, element.Tree.HostElement) : null;
    }
}
