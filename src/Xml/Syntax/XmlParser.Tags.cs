// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Start tags, end tags and empty-element tags (§3.1).</content>
internal ref partial struct XmlParser
{
    private void ReadStartTag()
    {
        var start = _position;
        var element = _tree.Elements.Count;
        CheckPlaceOfElement(start, element);
        _position = start + 1;
        var name = ReadName();
        ref var record = ref _tree.Elements.Add();
        record = default;
        record.Start = start;
        record.Parent = _open;
        record.FirstChild = -1;
        record.NextSibling = -1;
        record.NameStart = name.Start;
        record.NameLength = name.Length;
        record.Prefix = Prefix(name);
        record.LocalName = LocalName(name);
        record.StartEvent = _tree.Events.Count;
        record.FirstAttribute = _tree.Attributes.Count;
        record.FirstDeclaration = _tree.Declarations.Count;
        LinkToParent(element);
        if (At(_position) != '>')
        {
            ReadAttributes(element);
        }
        ResolveNames(element);
        _tree.Events.Add() = new XmlEvent(XmlEventKind.StartElement, XmlTextFlags.None, element, start, 0);
        _open = element;
        _depth++;
        EndStartTag(element);
    }

    private readonly void CheckPlaceOfElement(int start, int element)
    {
        if (_open < 0 && element > 0)
        {
            throw Malformed(start, "A document has one root element.");
        }
        if (element >= _limits.MaxElements)
        {
            throw TooLarge(start, "The document has more elements than the limit allows.");
        }
        if (_depth >= _limits.MaxDepth)
        {
            throw TooLarge(start, "Elements are nested deeper than the limit allows.");
        }
    }

    private readonly void LinkToParent(int element)
    {
        if (_open < 0)
        {
            return;
        }
        ref var parent = ref _tree.Elements[_open];
        if (parent.FirstChild < 0)
        {
            parent.FirstChild = element;
        }
        else
        {
            // between two siblings nothing else is closed after the first of them
            _tree.Elements[_closed].NextSibling = element;
        }
    }

    private void EndStartTag(int element)
    {
        ref var record = ref _tree.Elements[element];
        if (At(_position) == '>')
        {
            _position++;
            record.ContentStart = _position;
            return;
        }
        if (At(_position) != '/' || At(_position + 1) != '>')
        {
            throw Malformed(_position, "The start tag is not closed.");
        }
        record.IsEmptyTag = true;
        record.ContentEnd = _position;
        _position += 2;
        record.ContentStart = _position;
        Close(element);
    }

    private void ReadEndTag()
    {
        var start = _position;
        if (_open < 0)
        {
            throw Malformed(start, "The end tag has no start tag.");
        }
        ref var record = ref _tree.Elements[_open];
        var name = _bytes.Slice(record.NameStart, record.NameLength);
        var after = SkipSpace(start + 2 + name.Length);
        if (!_bytes[(start + 2)..].StartsWith(name) || At(after) != '>')
        {
            throw Malformed(start, "The end tag does not match its start tag.");
        }
        record.ContentEnd = start;
        _position = after + 1;
        Close(_open);
    }

    private void Close(int element)
    {
        ref var record = ref _tree.Elements[element];
        record.End = _position;
        record.SubtreeEnd = _tree.Elements.Count;
        record.EndEvent = _tree.Events.Count;
        _tree.Events.Add() = new XmlEvent(XmlEventKind.EndElement, XmlTextFlags.None, element, _position, 0);
        Unbind(record.DeclarationCount);
        _open = record.Parent;
        _closed = element;
        _depth--;
    }

    private Name ReadName()
    {
        var start = _position;
        var first = NcNameEnd(start);
        var end = At(first) == ':' ? NcNameEnd(first + 1) : first;
        if (At(end) == ':')
        {
            throw Malformed(end, "A name has at most one colon.");
        }
        if (end - start > _limits.MaxNameBytes)
        {
            throw TooLarge(start, "A name is longer than the limit allows.");
        }
        _position = end;
        return new Name(start, end - start, end > first ? first - start : 0);
    }

    private readonly int NcNameEnd(int start)
    {
        var length = start < _bytes.Length ? XmlChars.NcNameLength(_bytes[start..]) : 0;
        return length > 0 ? start + length : throw Malformed(start, "A name is expected here.");
    }

    private readonly int Prefix(Name name) =>
        name.PrefixLength == 0 ? NameTable.Empty : _tree.Names.Intern(_bytes.Slice(name.Start, name.PrefixLength));

    private readonly int LocalName(Name name)
    {
        var skip = name.PrefixLength == 0 ? 0 : name.PrefixLength + 1;
        return _tree.Names.Intern(_bytes.Slice(name.Start + skip, name.Length - skip));
    }

    private readonly record struct Name(int Start, int Length, int PrefixLength);
}
