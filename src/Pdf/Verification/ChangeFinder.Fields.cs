// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Fields that were added: only new signature fields may be, and only such as say nothing but that.</summary>
internal sealed partial class ChangeFinder
{
    // What runs, or reaches for something else, is not on the list: /A, /AA, /OC, …
    private static readonly HashSet<string> FieldEntries = new(StringComparer.Ordinal)
    {
        "Type",
        "Subtype",
        "FT",
        "T",
        "TU",
        "TM",
        "Ff",
        "V",
        "DA",
        "Q",
        "Rect",
        "P",
        "F",
        "AP",
        "AS",
        "M",
        "NM",
        "MK",
        "BS",
        "Border",
        "C",
        "H",
        "Lock",
        "SV",
        "Kids",
        "Parent",
        "StructParent",
        "Contents",
        "Lang",
    };

    private void CompareFields(PdfValue old, PdfValue now)
    {
        foreach (var (number, _) in Added(old, now, "the form", ChangeKind.Other))
        {
            var fields = step.FormAfter.FieldsBelow(number);
            if (fields.Count == 0)
            {
                Add(ChangeKind.Other, $"object {number}", "a form field was added");
            }
            foreach (var field in fields)
            {
                ExplainNew(field);
            }
        }
    }

    private void ExplainNew(FormField field)
    {
        var number = field.Id.Number;
        if (field.IsSignature)
        {
            ExplainNewSignature(number, field);
        }
        else if (!IsGroup(field))
        {
            Add(ChangeKind.Other, $"object {number}", "a form field was added");
        }
    }

    // A name for the fields below it, and no more.
    private static bool IsGroup(FormField field) =>
        ValueComparison.Entries(field.Dictionary).Keys.All(static k => k is "T" or "TU" or "TM" or "Kids" or "Parent");

    private void ExplainNewSignature(int number, FormField field)
    {
        var name = Shown(field.Name);
        var (shows, draws) = (false, false);
        foreach (var node in step.FormAfter.NodesOf(field))
        {
            var found = step.After.Get(node);
            if (!step.Before.Get(node).Value.IsAbsent || found.IsStream)
            {
                Add(ChangeKind.Other, $"object {node}", $"it was made a part of the new signature field {name}");
                continue;
            }
            RequirePlain(node, found.Value, name);
            shows |= Shows(found.Value);
            draws |= !step.After.Find(found.Value, "AP"u8).IsAbsent || IsColoured(found.Value);
        }
        var kind = KindOfSignature(field);
        if (kind == ChangeKind.SignatureField && shows && draws)
        {
            Add(ChangeKind.Other, $"object {number}", $"the signature field {name} is not signed, and shows something");
        }
        Add(kind, $"object {number}", $"the signature field {name} was added", field.Name, shows);
    }

    private void RequirePlain(int node, PdfValue dictionary, string name)
    {
        foreach (var (key, value) in ValueComparison.Entries(dictionary))
        {
            var fits = key == "Subtype" ? step.After.Resolve(value).IsName("Widget"u8) : FieldEntries.Contains(key);
            if (!fits)
            {
                Add(
                    ChangeKind.Other,
                    $"object {node}",
                    $"/{Shown(key)} does not belong in the new signature field {name}"
                );
            }
        }
    }

    private ChangeKind KindOfSignature(FormField field)
    {
        if (!field.HasValue)
        {
            return ChangeKind.SignatureField;
        }
        var value = step.After.Resolve(field.RawValue);
        return value.IsDictionary && value.Find("SubFilter"u8).IsName("ETSI.RFC3161"u8)
            ? ChangeKind.DocumentTimestamp
            : ChangeKind.FurtherSignature;
    }

    // A rectangle of nothing keeps some viewers from drawing what the field looks like; a look whose own box is nothing keeps all.
    // Without a rectangle one viewer takes the whole page.
    private bool Shows(PdfValue widget)
    {
        var rectangle = step.After.Find(widget, "Rect"u8);
        var isWidget = !rectangle.IsAbsent || step.After.Find(widget, "Subtype"u8).IsName("Widget"u8);
        return (isWidget && !IsNothing(rectangle)) || HasLook(widget);
    }

    private bool HasLook(PdfValue widget)
    {
        var looks = step.After.Find(widget, "AP"u8);
        return !looks.IsAbsent
            && (!looks.IsDictionary || ValueComparison.Entries(looks).Values.Any(look => Draws(look, isState: false)));
    }

    // §12.5.5: a stream, or a dictionary of one for each state.
    private bool Draws(PdfValue look, bool isState)
    {
        var value = step.After.Resolve(look);
        if (value.IsAbsent)
        {
            return false;
        }
        if (ValueComparison.IsStream(step.After, look))
        {
            return !IsNothing(step.After.Find(value, "BBox"u8));
        }
        return isState
            || !value.IsDictionary
            || ValueComparison.Entries(value).Values.Any(state => Draws(state, isState: true));
    }

    private static bool IsNothing(PdfValue box)
    {
        if (!box.IsArray)
        {
            return false;
        }
        var count = 0;
        foreach (var item in box.Items())
        {
            if (item.Raw.ContainsAnyExcept("0.-+"u8))
            {
                return false;
            }
            count++;
        }
        return count == 4;
    }

    // Viewers draw a field without a look by these (§12.5.6.19).
    private bool IsColoured(PdfValue widget)
    {
        var characteristics = step.After.Find(widget, "MK"u8);
        return !step.After.Find(widget, "C"u8).IsAbsent
            || (
                !characteristics.IsAbsent
                && (!characteristics.IsDictionary || ValueComparison.Entries(characteristics).Count > 0)
            );
    }
}
