// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>One canonicalization: a loop over the events of a tree and of the fragments spliced into it.</summary>
internal ref partial struct CanonicalWalk
{
    private readonly CanonicalizationAlgorithm _algorithm;
    private readonly NameTable _names;
    private readonly CanonicalSink _sink;
    private readonly ReadOnlySpan<XmlElementRef> _excluded;
    private readonly bool _withComments;

    // the tree being read, and where to go on in those that host it
    private XmlTree _tree;
    private ReadOnlySpan<byte> _bytes;
    private PooledTable<Frame> _hosts;
    private int _event;
    private int _end;
    private int _splice;

    // what the output declares, by number of the prefix; what to restore when an element ends
    private PooledTable<int> _rendered;
    private PooledTable<Undo> _undo;
    private PooledTable<NamespaceBinding> _namespaces;
    private PooledTable<bool> _listed;
    private int _depth;

    // bytes of the tree being read that are still to be written as they stand
    private int _keptStart;
    private int _keptEnd;

    private PooledTable<CanonicalAttribute> _attributes;
    private bool _rootSeen;

    public CanonicalWalk(
        CanonicalizationAlgorithm algorithm,
        NameTable names,
        CanonicalSink sink,
        ReadOnlySpan<XmlElementRef> excluded
    )
    {
        _algorithm = algorithm;
        _names = names;
        _sink = sink;
        _excluded = excluded;
        _withComments = algorithm.WithComments;
        _tree = null!;
        _hosts = new PooledTable<Frame>(4);
        _rendered = new PooledTable<int>(names.Count);
        _undo = new PooledTable<Undo>(32);
        _namespaces = new PooledTable<NamespaceBinding>(16);
        _attributes = new PooledTable<CanonicalAttribute>(16);
        _listed = algorithm.PrefixList is null ? default : new PooledTable<bool>(names.Count);
        ClearNames();
    }

    public void Return()
    {
        _hosts.Return();
        _rendered.Return();
        _undo.Return();
        _namespaces.Return();
        _attributes.Return();
        _listed.Return();
    }

    public void Run(XmlTree tree, int apex)
    {
        var isWhole = apex < 0;
        Enter(
            tree,
            isWhole ? 0 : tree.Elements[apex].StartEvent,
            isWhole ? tree.Events.Count : tree.Elements[apex].EndEvent + 1
        );
        if (!isWhole && !IsExcluded(apex))
        {
            WriteApex(apex);
        }
        while (true)
        {
            if (_event == _end)
            {
                WriteKept();
                if (!Leave())
                {
                    return;
                }
            }
            else if (!EnterSplice())
            {
                Step();
            }
        }
    }

    private void Step()
    {
        var step = _tree.Events[_event++];
        switch (step.Kind)
        {
            case XmlEventKind.StartElement:
                StartElement(step.Element);
                break;
            case XmlEventKind.EndElement:
                EndElement(step.Element);
                break;
            case XmlEventKind.Text when step.Flags == XmlTextFlags.None:
                Keep(step.Start, step.Length);
                break;
            case XmlEventKind.Text:
                WriteKept();
                CanonicalText.WriteText(_bytes.Slice(step.Start, step.Length), _sink);
                break;
            case XmlEventKind.CData:
                WriteKept();
                CanonicalText.WriteCData(_bytes.Slice(step.Start, step.Length), _sink);
                break;
            case XmlEventKind.Comment:
                WriteComment(step);
                break;
            case XmlEventKind.ProcessingInstruction:
                WriteInstruction(step);
                break;
        }
    }

    private void StartElement(int element)
    {
        _rootSeen = true;
        if (IsExcluded(element))
        {
            _event = _tree.Elements[element].EndEvent + 1;
            SkipSplicesBefore(_event);
            return;
        }
        CollectNamespaces(element);
        if (_namespaces.Count == 0 && IsCanonical(element))
        {
            ref var record = ref _tree.Elements[element];
            _depth++;
            Keep(record.Start, record.ContentStart - record.Start);
            return;
        }
        CollectAttributes(element);
        WriteStartTag(element);
    }

    /// <summary>A start tag as it stands: a name without white space behind it, or one plain Id and nothing else.</summary>
    private readonly bool IsCanonical(int element)
    {
        ref var record = ref _tree.Elements[element];
        if (record.IsEmptyTag || record.DeclarationCount > 0 || record.AttributeCount > 1)
        {
            return false;
        }
        // "<", the name, ">"
        var length = record.NameLength + 2;
        if (record.AttributeCount == 1)
        {
            ref var attribute = ref _tree.Attributes[record.FirstAttribute];
            if (attribute.Flags != XmlTextFlags.None || _bytes[attribute.ValueStart - 1] != '"')
            {
                return false;
            }
            // a space, the name, "=", two quotes
            length += 1 + attribute.NameLength + 1 + attribute.ValueLength + 2;
            if (_bytes[attribute.NameStart - 1] != ' ')
            {
                return false;
            }
        }
        return record.ContentStart - record.Start == length;
    }

    private void WriteStartTag(int element)
    {
        _depth++;
        ref var record = ref _tree.Elements[element];
        WriteKept();
        _sink.Write((byte)'<');
        _sink.Write(_bytes.Slice(record.NameStart, record.NameLength));
        WriteNamespaces();
        WriteAttributes();
        _sink.Write((byte)'>');
    }

    private void EndElement(int element)
    {
        ref var record = ref _tree.Elements[element];
        // "</", the name, ">"
        if (!record.IsEmptyTag && record.End - record.ContentEnd == record.NameLength + 3)
        {
            Keep(record.ContentEnd, record.NameLength + 3);
        }
        else
        {
            WriteKept();
            _sink.Write("</"u8);
            _sink.Write(_bytes.Slice(record.NameStart, record.NameLength));
            _sink.Write((byte)'>');
        }
        RestoreNamespaces();
        _depth--;
    }

    private readonly bool IsExcluded(int element)
    {
        foreach (var one in _excluded)
        {
            if (one.Element == element && one.Tree == _tree)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Bytes of the document that are canonical as they stand. What lies side by side there is written in one piece.</summary>
    private void Keep(int start, int length)
    {
        if (start != _keptEnd)
        {
            WriteKept();
            _keptStart = start;
        }
        _keptEnd = start + length;
    }

    /// <summary>Before anything else is written, and before another tree is read.</summary>
    private void WriteKept()
    {
        if (_keptEnd > _keptStart)
        {
            _sink.Write(_bytes[_keptStart.._keptEnd]);
        }
        _keptStart = _keptEnd = 0;
    }

    private void WriteComment(XmlEvent step)
    {
        if (!_withComments)
        {
            return;
        }
        BeforeNode(step);
        _sink.Write("<!--"u8);
        CanonicalText.WriteLines(_bytes.Slice(step.Start, step.Length), _sink);
        _sink.Write("-->"u8);
        AfterNode(step);
    }

    private void WriteInstruction(XmlEvent step)
    {
        var content = _bytes.Slice(step.Start, step.Length);
        var target = content.IndexOfAny(" \t\r\n"u8);
        BeforeNode(step);
        _sink.Write("<?"u8);
        _sink.Write(target < 0 ? content : content[..target]);
        var data = target < 0 ? default : content[target..].TrimStart(" \t\r\n"u8);
        if (!data.IsEmpty)
        {
            _sink.Write((byte)' ');
            CanonicalText.WriteLines(data, _sink);
        }
        _sink.Write("?>"u8);
        AfterNode(step);
    }

    // §2.3: outside the root, a line feed stands between a node and the root
    private void BeforeNode(XmlEvent step)
    {
        WriteKept();
        if (step.Element < 0 && _rootSeen)
        {
            _sink.Write((byte)'\n');
        }
    }

    private readonly void AfterNode(XmlEvent step)
    {
        if (step.Element < 0 && !_rootSeen)
        {
            _sink.Write((byte)'\n');
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Frame(XmlTree Tree, int Event, int End, int Splice);

    private readonly record struct Undo(int Depth, int Prefix, int Before);
}
