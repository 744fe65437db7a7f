// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>What has to point to the signature and its field: page, form, catalog; each only when it changes.</summary>
internal sealed partial class SignatureUpdate
{
    private readonly Dictionary<PdfReference, List<PdfReference>> _grown = [];

    private void AddToPages()
    {
        foreach (var group in _added.GroupBy(static a => a.PageId))
        {
            var (id, page, _) = group.First();
            List<PdfReference> widgets = [.. group.Select(static a => a.Widget)];
            var annotations = page.Find("Annots"u8);
            if (annotations.IsReference && TryWriteArray(annotations, widgets))
            {
                continue;
            }
            _writer.Begin(id).Raw("<<\n"u8).Entries(page, "Annots").Raw("/Annots "u8);
            WriteItems(_objects.Resolve(annotations), widgets);
            _writer.Raw("\n>>"u8).End();
        }
    }

    private void WriteForm(List<PdfReference> fields, PdfReference value)
    {
        var dictionary = _form.Dictionary;
        var list = dictionary.IsAbsent ? default : dictionary.Find("Fields"u8);
        var isListInside = fields.Count > 0 && !(list.IsReference && TryWriteArray(list, fields));
        var changes = isListInside || !HasFlags(dictionary);
        var isOwnObject = _form.Id is not null;
        if (changes && _form.Id is { } id)
        {
            _writer.Begin(id);
            WriteFormDictionary(dictionary, list, isListInside ? fields : null);
            _writer.End();
        }
        if (_certifies || (changes && !isOwnObject))
        {
            WriteCatalog(value, changes && !isOwnObject, list, isListInside ? fields : null);
        }
    }

    private void WriteCatalog(PdfReference value, bool withForm, PdfValue list, List<PdfReference>? fields)
    {
        string[] replaced = (withForm, _certifies) switch
        {
            (true, true) => ["AcroForm", "Perms"],
            (true, false) => ["AcroForm"],
            _ => ["Perms"],
        };
        _writer.Begin(_form.CatalogId).Raw("<<\n"u8).Entries(_form.Catalog, replaced);
        if (withForm)
        {
            _writer.Raw("/AcroForm "u8);
            WriteFormDictionary(_form.Dictionary, list, fields);
            _writer.Raw("\n"u8);
        }
        if (_certifies)
        {
            WritePermissions(value);
        }
        _writer.Raw(">>"u8).End();
    }

    private void WritePermissions(PdfReference value)
    {
        var permissions = _objects.Find(_form.Catalog, "Perms"u8);
        _writer.Raw("/Perms << "u8);
        if (!permissions.IsAbsent)
        {
            _writer.Entries(permissions, "DocMDP");
        }
        _writer.Raw("/DocMDP "u8).Reference(value).Raw(" >>\n"u8);
    }

    private void WriteFormDictionary(PdfValue dictionary, PdfValue list, List<PdfReference>? fields)
    {
        _writer.Raw("<<\n"u8);
        if (!dictionary.IsAbsent)
        {
            _writer.Entries(dictionary, fields is null ? ["SigFlags"] : ["SigFlags", "Fields"]);
        }
        if (fields is not null)
        {
            _writer.Raw("/Fields "u8);
            WriteItems(_objects.Resolve(list), fields);
            _writer.Raw("\n"u8);
        }
        // Signatures exist, and the file may be appended to only (§12.7.3).
        _writer.Raw("/SigFlags 3\n>>"u8);
    }

    private bool HasFlags(PdfValue form)
    {
        var flags = form.IsAbsent ? default : _objects.Find(form, "SigFlags"u8);
        return !flags.IsAbsent && (flags.Integer & 3) == 3;
    }

    // One array may serve for two pages, or for a page and the form: it grows once, and who needs other items gets its own.
    private bool TryWriteArray(PdfValue reference, List<PdfReference> added)
    {
        if (_writer.Objects.Any(o => o.Id == reference.Reference))
        {
            return added.SequenceEqual(_grown.GetValueOrDefault(reference.Reference, []));
        }
        _grown[reference.Reference] = added;
        _writer.Begin(reference.Reference);
        WriteItems(_objects.Resolve(reference), added);
        _writer.End();
        return true;
    }

    private void WriteItems(PdfValue array, List<PdfReference> added)
    {
        _writer.Raw("["u8);
        if (!array.IsAbsent)
        {
            _writer.Items(array);
        }
        foreach (var reference in added)
        {
            _writer.Reference(reference).Raw(" "u8);
        }
        _writer.Raw("]"u8);
    }
}
