// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>The catalog and the interactive form of a file (ISO 32000-2 §12.7), as far as signatures are concerned.</summary>
internal sealed class InteractiveForm
{
    private readonly PdfObjects _objects;
    private readonly List<SignatureField> _signatures = [];
    private readonly Dictionary<string, bool> _names = new(StringComparer.Ordinal);

    private InteractiveForm(PdfObjects objects)
    {
        _objects = objects;
        CatalogId = objects.Trailer.Find("Root"u8).Reference;
        Catalog = objects.Get(CatalogId).Value;
        PdfFault.Require(Catalog.IsDictionary, objects.Trailer.Offset, "The file has no catalog.");
        var form = Catalog.Find("AcroForm"u8);
        Id = form.IsReference ? form.Reference : null;
        Dictionary = objects.Resolve(form);
        Certification = ReadCertification();
        if (!Dictionary.IsAbsent)
        {
            ReadFields();
        }
    }

    /// <summary>The document catalog's object.</summary>
    public PdfReference CatalogId { get; }

    /// <summary>The document catalog.</summary>
    public PdfValue Catalog { get; }

    /// <summary>The form's object; null when it is inside the catalog, or there is none.</summary>
    public PdfReference? Id { get; }

    /// <summary>The form dictionary; absent when there is none.</summary>
    public PdfValue Dictionary { get; }

    /// <summary>The certification signature that /Perms names; absent when there is none.</summary>
    public PdfValue Certification { get; }

    /// <summary>The signature fields, in the order of the form.</summary>
    public IReadOnlyList<SignatureField> SignatureFields => _signatures;

    /// <summary>Reads the form of a file.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.MalformedDocument"/>, with the offset.</exception>
    public static InteractiveForm Read(PdfObjects objects) => new(objects);

    /// <summary>The signature field of that name; null when there is none.</summary>
    public SignatureField? Find(string name) => _signatures.Find(f => f.Name == name);

    /// <summary>True when any field bears that name.</summary>
    public bool HasName(string name) => _names.ContainsKey(name);

    private PdfValue ReadCertification()
    {
        var permissions = _objects.Find(Catalog, "Perms"u8);
        return permissions.IsAbsent ? default : _objects.Find(permissions, "DocMDP"u8);
    }

    private void ReadFields()
    {
        var waiting = new Stack<(PdfReference Id, string Parent, bool IsSignature)>();
        var seen = new HashSet<PdfReference>();
        Push(waiting, _objects.Find(Dictionary, "Fields"u8), "", isSignature: false);
        while (waiting.TryPop(out var next))
        {
            var field = _objects.Get(next.Id).Value;
            if (field.IsAbsent)
            {
                continue;
            }
            PdfFault.Require(seen.Add(next.Id), field.Offset, "A form field is in the form twice.");
            if (seen.Count > _objects.File.Limits.MaxTreeNodes)
            {
                throw PdfFault.TooLarge(field.Offset, "The form has too many fields.");
            }
            ReadField(waiting, next.Id, field, next.Parent, next.IsSignature);
        }
    }

    private void ReadField(
        Stack<(PdfReference Id, string Parent, bool IsSignature)> waiting,
        PdfReference id,
        PdfValue field,
        string parent,
        bool isSignature
    )
    {
        var partial = _objects.Find(field, "T"u8);
        if (partial.IsAbsent && parent.Length > 0)
        {
            // A widget of its parent, no field of its own (§12.7.4.1).
            return;
        }
        var own = partial.IsAbsent ? "" : PdfStrings.Text(partial);
        var name = parent.Length == 0 ? own : $"{parent}.{own}";
        var type = _objects.Find(field, "FT"u8);
        isSignature = type.IsAbsent ? isSignature : type.IsName("Sig"u8);
        // Among other fields a name that is there twice is a defect that signing does not touch.
        var isFree = _names.TryAdd(name, isSignature) || (!isSignature && !_names[name]);
        PdfFault.Require(isFree, field.Offset, "A signature field has the name of another field.");
        if (isSignature)
        {
            Add(id, field, name);
        }
        Push(waiting, _objects.Find(field, "Kids"u8), name, isSignature);
    }

    private void Add(PdfReference id, PdfValue field, string name) =>
        _signatures.Add(
            new SignatureField
            {
                Name = name,
                Id = id,
                Dictionary = field,
                Value = _objects.Find(field, "V"u8),
                Lock = _objects.Find(field, "Lock"u8),
            }
        );

    private static void Push(
        Stack<(PdfReference Id, string Parent, bool IsSignature)> waiting,
        PdfValue kids,
        string parent,
        bool isSignature
    )
    {
        if (kids.IsAbsent)
        {
            return;
        }
        foreach (var kid in kids.Items())
        {
            waiting.Push((kid.Reference, parent, isSignature));
        }
    }
}
