// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Walks a document once. It goes down only into what the shape places, so its depth is the shape's and its cost grows
/// with the number of elements only, whatever the document is.
/// </summary>
internal sealed partial class LayoutScanner
{
    // longer than any Id that is right
    private const int MaxId = 256;

    private readonly ElementMapping _mapping;
    private readonly IElementTree _tree;
    private readonly TranscriptLayout _layout = new();
    private readonly HashSet<RoleClaim> _containers = [];

    // what was read last: a block's code is asked for twice
    private (int Element, string? Code) _subject = (-1, null);

    private LayoutScanner(ElementMapping mapping, IElementTree tree)
    {
        _mapping = mapping;
        _tree = tree;
    }

    public static TranscriptLayout Scan(ElementMapping mapping, ElementView root)
    {
        var scanner = new LayoutScanner(mapping, root.Tree);
        scanner.ReadHeader(root);
        scanner.Walk(root.Index, mapping.Root);
        scanner.CheckWhole(root);
        return scanner._layout;
    }

    /// <summary>First of all, because every Id is checked against the look-up code, wherever the header stands.</summary>
    private void ReadHeader(ElementView root)
    {
        var header = Find(root.Index, _mapping.Header);
        if (header < 0)
        {
            return;
        }
        _layout.HasHeader = true;
        _layout.SchoolCode = ChildText(header, _mapping.SchoolCode) ?? "";
        var code = ChildText(header, _mapping.LookupCode);
        if (code is not null && FieldTypes.IsLookupCode(code))
        {
            _layout.LookupCode = code;
        }
        else
        {
            _layout.Malformed("The look-up code (MaTraCuu) is not 32 hex characters.", View(header));
        }
        var level = ChildText(header, _mapping.Level);
        if (Codes.Level.TryParse(level, out var known))
        {
            _layout.Level = known;
        }
        else
        {
            _layout.Unsupported(
                $"The school level (CapHoc) '{ElementPath.Shown(level ?? "")}' is not served; 02, 03, 04 are.",
                View(header)
            );
        }
    }

    private void Walk(int element, MappedElement mapped)
    {
        CheckAttributes(element, mapped);
        if (mapped.Shape.Role is { } role)
        {
            Container(element, mapped, role);
            return;
        }
        if (mapped.Shape.Field is null)
        {
            if (_tree.HasText(element))
            {
                _layout.Malformed("There is text where only elements belong.", View(element));
            }
            NoteBlock(element, mapped);
        }
        ulong met = 0;
        for (var child = _tree.FirstChild(element); child >= 0; child = _tree.NextSibling(child))
        {
            var index = mapped.IndexOf(_tree.NameIn(_mapping.Vocabulary, child));
            if (index < 0)
            {
                Unplaced(child);
                continue;
            }
            var bit = 1UL << index;
            var expected = mapped.Children[index];
            if ((met & bit) != 0 && !expected.Shape.Repeats)
            {
                _layout.Malformed("The element comes more than once.", View(child));
            }
            met |= bit;
            Walk(child, expected);
        }
    }

    private void CheckAttributes(int element, MappedElement mapped)
    {
        var count = _tree.AttributeCount(element);
        for (var i = 0; i < count; i++)
        {
            if (!IsPlaced(element, i, mapped))
            {
                var name = ElementPath.Shown(_tree.AttributeName(element, i));
                _layout.Malformed($"The attribute {name} does not belong here.", View(element));
            }
        }
        // Without a look-up code every Id would be wrong, and the one true reason is on the list already.
        if (mapped.Shape.IdPrefix is { } prefix && _layout.LookupCode.Length > 0)
        {
            CheckId(
                element,
                prefix,
                mapped.Block == TranscriptBlock.Subject ? SubjectOf(element, mapped) : null,
                mapped
            );
        }
    }

    private bool IsPlaced(int element, int attribute, MappedElement mapped) =>
        (mapped.AttributeName is { } own && _tree.IsAttributeName(element, attribute, own))
        || (mapped.Shape.IdPrefix is not null && _tree.IsAttributeName(element, attribute, TranscriptShape.Id));

    private void CheckId(int element, string prefix, string? subject, MappedElement mapped)
    {
        var dash = mapped.Block == TranscriptBlock.Subject ? "-" : "";
        Span<char> expected = stackalloc char[MaxId];
        if (
            !expected.TryWrite($"{prefix}-{subject}{dash}{_layout.LookupCode}", out var length)
            || !_tree.HasAttribute(element, TranscriptShape.Id, expected[..length])
        )
        {
            var shown = ElementPath.Shown($"{prefix}-{subject}{dash}{_layout.LookupCode}");
            _layout.Malformed($"The Id has to be {shown}.", View(element));
        }
    }

    private void NoteBlock(int element, MappedElement mapped)
    {
        switch (mapped.Block)
        {
            case TranscriptBlock.Subject:
                Subject(element, mapped);
                break;
            case TranscriptBlock.Summary:
                _layout.HasSummary = true;
                break;
            case TranscriptBlock.Release:
                _layout.HasRelease = true;
                break;
            case TranscriptBlock.SignatureList when _layout.SignatureList < 0:
                _layout.SignatureList = element;
                break;
        }
    }

    private void Subject(int element, MappedElement mapped)
    {
        var code = SubjectOf(element, mapped);
        if (!RoleClaim.IsSubject(code))
        {
            _layout.Malformed(
                "The subject code (MaMon) is missing or has other characters than letters, digits, '-' and '_'.",
                View(element)
            );
        }
        else if (!_layout.AddSubject(new SubjectBlock(element, code)))
        {
            _layout.Malformed($"The subject {code} comes more than once.", View(element));
        }
    }

    private void CheckWhole(ElementView root)
    {
        var version = root.Attribute(_mapping.Root.AttributeName!);
        if (version != _mapping.Version)
        {
            _layout.Unsupported(
                $"The version (PhienBan) '{ElementPath.Shown(version ?? "")}' is not served; {_mapping.Version} is.",
                root
            );
        }
        foreach (var container in _layout.Containers)
        {
            if (container.Claim.Subject is { } code && !_layout.HasSubject(code))
            {
                _layout.Malformed($"The document has no subject {code}.", View(container.Element));
            }
        }
    }

    private void Unplaced(int element) =>
        _layout.Malformed(
            IsSignature(element)
                ? "A signature stands outside of the containers of DSCKS."
                : "The element does not belong here.",
            View(element)
        );

    private bool IsSignature(int element) =>
        _tree.LocalName(element) == XmlDsig.Signature && _tree.NamespaceName(element) == XmlDsig.Namespace;

    private int Find(int parent, MappedElement wanted)
    {
        for (var child = _tree.FirstChild(parent); child >= 0; child = _tree.NextSibling(child))
        {
            if (_tree.NameIn(_mapping.Vocabulary, child) == wanted.Number)
            {
                return child;
            }
        }
        return -1;
    }

    private string? ChildText(int parent, MappedElement wanted) =>
        Find(parent, wanted) is >= 0 and var child ? _tree.Text(child) : null;

    private string? SubjectOf(int element, MappedElement mapped)
    {
        if (_subject.Element != element)
        {
            _subject = (element, ChildText(element, mapped.SubjectCode!));
        }
        return _subject.Code;
    }

    private ElementView View(int element) => new(_tree, element);
}
