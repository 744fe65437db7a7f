// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <content>Into a spliced fragment at its place, and back.</content>
internal ref partial struct CanonicalWalk
{
    private void Enter(XmlTree tree, int start, int end)
    {
        _tree = tree;
        _bytes = tree.Bytes;
        _event = start;
        _end = end;
        _splice = 0;
        // one that comes before the first event stands outside what is walked
        SkipSplicesBefore(start + 1);
    }

    private bool EnterSplice()
    {
        if (_tree.Splices is not { } splices || _splice >= splices.Count || splices[_splice].Event != _event)
        {
            return false;
        }
        WriteKept();
        var fragment = splices[_splice].Fragment;
        _hosts.Add() = new Frame(_tree, _event, _end, _splice + 1);
        Enter(fragment, 0, fragment.Events.Count);
        return true;
    }

    private bool Leave()
    {
        if (_hosts.Count == 0)
        {
            return false;
        }
        var host = _hosts.Pop();
        _tree = host.Tree;
        _bytes = host.Tree.Bytes;
        _event = host.Event;
        _end = host.End;
        _splice = host.Splice;
        return true;
    }

    private void SkipSplicesBefore(int position)
    {
        while (_tree.Splices is { } splices && _splice < splices.Count && splices[_splice].Event < position)
        {
            _splice++;
        }
    }
}
