// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Walks a document once. It goes down only into what the shape places, so its depth is the shape's and its cost grows
/// with the number of elements only, whatever the document is.
/// </summary>
internal sealed class LayoutScanner
{
    private readonly ElementMapping _mapping;
    private readonly IElementTree _tree;
    private readonly TranscriptLayout _layout = new();
    private readonly HashSet<RoleClaim> _containers = [];

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
        var header = Find(root.Index, _mapping.Root["ThongTinHocBa"]);
        if (header < 0)
        {
            return;
        }
        _layout.HasHeader = true;
        var shape = _mapping.Root["ThongTinHocBa"];
        _layout.SchoolCode = ChildText(header, shape["MaTruong"]) ?? "";
        var code = ChildText(header, shape["MaTraCuu"]);
        if (code is not null && FieldTypes.IsLookupCode(code))
        {
            _layout.LookupCode = code;
        }
        else
        {
            _layout.Malformed("The look-up code (MaTraCuu) is not 32 hex characters.", View(header));
        }
        var level = ChildText(header, shape["CapHoc"]);
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
            var index = IndexOf(child, mapped);
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
        for (var i = 0; i < _tree.AttributeCount(element); i++)
        {
            var name = _tree.AttributeName(element, i);
            if (name != mapped.AttributeName && (mapped.Shape.IdPrefix is null || name != TranscriptShape.Id))
            {
                _layout.Malformed($"The attribute {ElementPath.Shown(name)} does not belong here.", View(element));
            }
        }
        // Without a look-up code every Id would be wrong, and the one true reason is on the list already.
        if (mapped.Shape.IdPrefix is { } prefix && _layout.LookupCode.Length > 0)
        {
            var subject = prefix == TranscriptIds.Subject ? SubjectOf(element, mapped) + "-" : "";
            var expected = $"{prefix}-{subject}{_layout.LookupCode}";
            if (_tree.Attribute(element, TranscriptShape.Id) != expected)
            {
                _layout.Malformed($"The Id has to be {ElementPath.Shown(expected)}.", View(element));
            }
        }
    }

    private void NoteBlock(int element, MappedElement mapped)
    {
        switch (mapped.Shape.Concept)
        {
            case "KetQuaMonHoc":
                Subject(element, mapped);
                break;
            case "TongKet":
                _layout.HasSummary = true;
                break;
            case "PhatHanh":
                _layout.HasRelease = true;
                break;
            case "DSCKS" when _layout.SignatureList < 0:
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
        else if (!_layout.SubjectCodes.Add(code))
        {
            _layout.Malformed($"The subject {code} comes more than once.", View(element));
        }
        else
        {
            _layout.Subjects.Add(new SubjectBlock(element, code));
        }
    }

    private void Container(int element, MappedElement mapped, SignerRole role)
    {
        var subject = mapped.AttributeName is { } name ? _tree.Attribute(element, name) : null;
        var isNamed = role != SignerRole.Gvbm || RoleClaim.IsSubject(subject);
        var claim = new RoleClaim(role, role == SignerRole.Gvbm ? subject : null);
        if (!isNamed)
        {
            _layout.Malformed("The container has no subject (MaMon) that is well-formed.", View(element));
        }
        else if (!_containers.Add(claim))
        {
            _layout.Malformed($"There is more than one container for {claim}.", View(element));
        }
        var isSigned = ContainerContent(element, isNamed ? claim : null);
        if (isNamed)
        {
            _layout.Containers.Add(new RoleContainer(element, claim, isSigned));
            if (isSigned)
            {
                _layout.Signed.Add(claim);
            }
        }
    }

    private bool ContainerContent(int element, RoleClaim? claim)
    {
        if (_tree.HasText(element))
        {
            _layout.Malformed("There is text in a signature's container.", View(element));
        }
        var signatures = 0;
        for (var child = _tree.FirstChild(element); child >= 0; child = _tree.NextSibling(child))
        {
            if (!IsSignature(child))
            {
                Unplaced(child);
            }
            else if (++signatures == 2)
            {
                _layout.Malformed("The container holds more than one signature.", View(element));
            }
            else if (signatures == 1 && claim is { } c && _layout.LookupCode.Length > 0)
            {
                SignatureId(child, TranscriptIds.SignatureId(c, _layout.LookupCode));
            }
        }
        return signatures > 0;
    }

    private void SignatureId(int signature, string expected)
    {
        if (_tree.Attribute(signature, TranscriptShape.Id) != expected)
        {
            _layout.Malformed($"The signature in this container has to bear the Id {expected}.", View(signature));
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
            if (container.Claim.Subject is { } code && !_layout.SubjectCodes.Contains(code))
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

    private int IndexOf(int element, MappedElement parent) =>
        _tree.NamespaceName(element) == _mapping.TargetNamespace ? parent.IndexOf(_tree.LocalName(element)) : -1;

    private bool IsSignature(int element) =>
        _tree.LocalName(element) == XmlDsig.Signature && _tree.NamespaceName(element) == XmlDsig.Namespace;

    private int Find(int parent, MappedElement wanted)
    {
        for (var child = _tree.FirstChild(parent); child >= 0; child = _tree.NextSibling(child))
        {
            if (_tree.LocalName(child) == wanted.Name && _tree.NamespaceName(child) == _mapping.TargetNamespace)
            {
                return child;
            }
        }
        return -1;
    }

    private string? ChildText(int parent, MappedElement wanted) =>
        Find(parent, wanted) is >= 0 and var child ? _tree.Text(child) : null;

    private string? SubjectOf(int element, MappedElement mapped) =>
        ChildText(element, mapped[TranscriptShape.SubjectCode]);

    private ElementView View(int element) => new(_tree, element);
}
