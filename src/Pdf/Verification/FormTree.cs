// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>All fields and widgets of the form of one revision (ISO 32000-2 §12.7.4), without recursion.</summary>
internal sealed class FormTree
{
    private const int MaxNameLength = 4_096;

    // Octets that one character of a name may take as it stands: UTF-16BE, each octet written as an octal escape.
    private const int MaxOctetsOfCharacter = 16;

    private readonly PdfObjects _objects;
    private readonly WorkBudget _budget;
    private readonly List<FormField> _fields = [];
    private readonly Dictionary<int, FormField> _owners = [];
    private readonly Stack<(PdfReference Id, FormField? Parent)> _waiting = new();
    private readonly PdfValue _defaultAppearance;
    private ILookup<int, int>? _nodes;
    private ILookup<int, FormField>? _below;
    private int _looked;

    private FormTree(PdfObjects objects, WorkBudget budget)
    {
        _objects = objects;
        _budget = budget;
        var root = objects.Trailer.Find("Root"u8);
        CatalogId = root.Reference;
        Catalog = objects.Get(CatalogId).Value;
        PdfFault.Require(Catalog.IsDictionary, root.Offset, "The file has no catalog.");
        var form = Catalog.Find("AcroForm"u8);
        Id = form.IsReference ? form.Reference : null;
        Dictionary = objects.Resolve(form);
        if (!Dictionary.IsAbsent)
        {
            _defaultAppearance = Dictionary.Find("DA"u8);
            ReadAll();
        }
    }

    public PdfReference CatalogId { get; }

    public PdfValue Catalog { get; }

    /// <summary>The object of the form; null when it is inside the catalog, or there is none.</summary>
    public PdfReference? Id { get; }

    public PdfValue Dictionary { get; }

    /// <summary>Fields in the order of the form.</summary>
    public IReadOnlyList<FormField> Fields => _fields;

    /// <summary>A field of another type that has a signature for its value; null when there is none.</summary>
    public FormField? Misplaced { get; private set; }

    public IEnumerable<FormField> Signatures => _fields.Where(static f => f.IsSigned);

    public static FormTree Read(PdfObjects objects, WorkBudget budget) => new(objects, budget);

    /// <summary>The field that an object is, or is a widget of; null for others.</summary>
    public FormField? FieldOf(int number) => _owners.GetValueOrDefault(number);

    public IEnumerable<int> Numbers => _owners.Keys;

    /// <summary>The object of a field and those of its widgets.</summary>
    public IEnumerable<int> NodesOf(FormField field)
    {
        _nodes ??= _owners.ToLookup(static o => o.Value.Id.Number, static o => o.Key);
        return _nodes[field.Id.Number];
    }

    /// <summary>The field that stands in the list of the form itself, and all below it; none when it isn't there.</summary>
    public IReadOnlyList<FormField> FieldsBelow(int number)
    {
        _below ??= _fields.ToLookup(static f => f.Top);
        return [.. _below[number]];
    }

    private void ReadAll()
    {
        Push(_objects.Find(Dictionary, "Fields"u8), null);
        while (_waiting.TryPop(out var next))
        {
            _budget.ChargeLookup(_objects);
            var found = _objects.Get(next.Id);
            if (found.Value.IsAbsent)
            {
                continue;
            }
            _budget.Charge(100 + found.Value.Raw.Length);
            PdfFault.Require(found.Value.IsDictionary, found.Offset, "A form field is no dictionary.");
            PdfFault.Require(!_owners.ContainsKey(next.Id.Number), found.Offset, "A form field is in the form twice.");
            ReadNode(next.Id, found.Value, next.Parent);
        }
    }

    private void ReadNode(PdfReference id, PdfValue node, FormField? parent)
    {
        var entries = FieldEntries.Read(node);
        var partial = _objects.Resolve(entries.Name);
        var own = entries.Value;
        // A widget is part of its field, unless it bears a value of its own: no value may go unseen.
        if (partial.IsAbsent && parent is not null && own.Kind == PdfKind.Missing)
        {
            _owners.Add(id.Number, parent);
            return;
        }
        var depth = parent is null ? 1 : parent.Depth + 1;
        if (depth > _objects.File.Limits.MaxDepth)
        {
            throw PdfFault.TooLarge(node.Offset, "The form is too deep.");
        }
        var type = _objects.Resolve(entries.Type);
        var field = new FormField
        {
            Name = NameOf(partial, parent?.Name),
            Id = id,
            Dictionary = node,
            IsSignature = type.IsAbsent ? parent is { IsSignature: true } : type.IsName("Sig"u8),
            IsDrawn = type.IsAbsent ? parent is { IsDrawn: true } : !type.IsName("Sig"u8),
            DefaultAppearance = Inherited(entries.DefaultAppearance, parent),
            Top = parent?.Top ?? id.Number,
            Depth = depth,
            Lock = entries.Lock,
            Locks = LocksOf(entries.Lock, parent),
            RawValue = own.Kind == PdfKind.Missing && parent is not null ? parent.RawValue : own,
        };
        _owners.Add(id.Number, field);
        _fields.Add(field);
        if (!field.IsSignature && HoldsSignature(own))
        {
            Misplaced ??= field;
        }
        Push(_objects.Resolve(entries.Kids), field);
    }

    // Of the form's, found once: it may be large, and its fields many.
    private PdfValue Inherited(PdfValue appearance, FormField? parent) =>
        appearance.Kind != PdfKind.Missing ? appearance
        : parent is not null ? parent.DefaultAppearance
        : _defaultAppearance;

    private bool HoldsSignature(PdfValue value)
    {
        if (value.IsReference)
        {
            _budget.ChargeLookup(_objects);
            value = _objects.Resolve(value);
        }
        _budget.Charge(value.Raw.Length);
        return value.IsDictionary && value.Find("ByteRange"u8).Kind != PdfKind.Missing;
    }

    private IReadOnlyList<PdfValue> LocksOf(PdfValue own, FormField? parent)
    {
        var above = parent?.Locks ?? [];
        if (own.IsAbsent)
        {
            return above;
        }
        _budget.Charge(32L * (above.Count + 1));
        return [.. above, own];
    }

    private string NameOf(PdfValue partial, string? parent)
    {
        RequireLength(partial, partial.Raw.Length / MaxOctetsOfCharacter);
        var own = partial.IsAbsent ? "" : PdfStrings.Text(partial);
        var length = own.Length + (parent?.Length ?? 0);
        RequireLength(partial, length);
        // Dearer than what is only read: names are kept.
        _budget.Charge(4L * length);
        return string.IsNullOrEmpty(parent) ? own
            : own.Length == 0 ? parent
            : $"{parent}.{own}";
    }

    private static void RequireLength(PdfValue name, int length)
    {
        if (length > MaxNameLength)
        {
            throw PdfFault.TooLarge(name.Offset, "The name of a form field is too long.");
        }
    }

    // Counted where they are named: a list may be long and lead nowhere.
    private void Push(PdfValue kids, FormField? parent)
    {
        if (kids.IsAbsent)
        {
            return;
        }
        var ids = new List<PdfReference>();
        foreach (var kid in kids.Items())
        {
            if (++_looked > _objects.File.Limits.MaxTreeNodes)
            {
                throw PdfFault.TooLarge(kid.Offset, "The form has too many fields.");
            }
            ids.Add(kid.Reference);
        }
        for (var i = ids.Count - 1; i >= 0; i--)
        {
            _waiting.Push((ids[i], parent));
        }
    }
}
