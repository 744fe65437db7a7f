// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Verification;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// The catalog and the interactive form of a file (ISO 32000-2 §12.7), as far as signatures are concerned. It is read as the
/// verifier reads it, within the same limits.
/// </summary>
internal sealed class InteractiveForm
{
    private readonly PdfObjects _objects;
    private readonly FormTree _tree;
    private readonly WorkBudget _budget;
    private readonly List<SignatureField> _signatures = [];
    private readonly Dictionary<string, bool> _names = new(StringComparer.Ordinal);

    private InteractiveForm(PdfObjects objects, WorkBudget budget)
    {
        (_objects, _budget) = (objects, budget);
        _tree = FormTree.Read(objects, budget);
        Certification = ReadCertification();
        foreach (var field in _tree.Fields)
        {
            Add(field);
        }
    }

    /// <summary>The document catalog's object.</summary>
    public PdfReference CatalogId => _tree.CatalogId;

    /// <summary>The document catalog.</summary>
    public PdfValue Catalog => _tree.Catalog;

    /// <summary>The form's object; null when it is inside the catalog, or there is none.</summary>
    public PdfReference? Id => _tree.Id;

    /// <summary>The form dictionary; absent when there is none.</summary>
    public PdfValue Dictionary => _tree.Dictionary;

    /// <summary>The certification signature that /Perms names; absent when there is none.</summary>
    public PdfValue Certification { get; }

    /// <summary>The signature fields, in the order of the form.</summary>
    public IReadOnlyList<SignatureField> SignatureFields => _signatures;

    /// <summary>Reads the form of a file.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>, with the offset; <see cref="SigningErrorKind.DocumentTooLarge"/>.
    /// </exception>
    public static InteractiveForm Read(PdfObjects objects) => new(objects, WorkBudget.OfSigning());

    /// <summary>The signature field of that name; null when there is none.</summary>
    public SignatureField? Find(string name) => _signatures.Find(f => f.Name == name);

    /// <summary>True when any field bears that name.</summary>
    public bool HasName(string name) => _names.ContainsKey(name);

    private PdfValue ReadCertification()
    {
        var permissions = _objects.Find(Catalog, "Perms"u8);
        return permissions.IsAbsent ? default : _objects.Find(permissions, "DocMDP"u8);
    }

    private void Add(FormField field)
    {
        // Among other fields a name that is there twice is a defect that signing does not touch.
        var isFree = _names.TryAdd(field.Name, field.IsSignature) || (!field.IsSignature && !_names[field.Name]);
        PdfFault.Require(isFree, field.Dictionary.Offset, "A signature field has the name of another field.");
        if (!field.IsSignature)
        {
            return;
        }
        _budget.ChargeLookup(_objects);
        _signatures.Add(
            new SignatureField
            {
                Name = field.Name,
                Id = field.Id,
                Dictionary = field.Dictionary,
                Value = _objects.Resolve(field.RawValue),
                Lock = _objects.Resolve(field.Lock),
                Locks = field.Locks,
            }
        );
    }
}
