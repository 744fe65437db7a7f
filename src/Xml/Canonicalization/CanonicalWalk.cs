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
                _sink.Write(_bytes.Slice(step.Start, step.Length));
                break;
            case XmlEventKind.Text:
                CanonicalText.WriteText(_bytes.Slice(step.Start, step.Length), _sink);
                break;
            case XmlEventKind.CData:
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
        CollectAttributes(element);
        WriteStartTag(element);
    }

    private void WriteStartTag(int element)
    {
        _depth++;
        ref var record = ref _tree.Elements[element];
        _sink.Write((byte)'<');
        _sink.Write(_bytes.Slice(record.NameStart, record.NameLength));
        WriteNamespaces();
        WriteAttributes();
        _sink.Write((byte)'>');
    }

    private void EndElement(int element)
    {
        ref var record = ref _tree.Elements[element];
        _sink.Write("</"u8);
        _sink.Write(_bytes.Slice(record.NameStart, record.NameLength));
        _sink.Write((byte)'>');
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

    private readonly void WriteComment(XmlEvent step)
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

    private readonly void WriteInstruction(XmlEvent step)
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
    private readonly void BeforeNode(XmlEvent step)
    {
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
