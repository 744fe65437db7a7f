// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>The catalog, the form, its fields, and the annotations of pages.</summary>
internal sealed partial class ChangeFinder
{
    private void CompareCatalogs(PdfValue old, PdfValue now)
    {
        foreach (var (key, before, after) in step.Values.Differences(old, now))
        {
            switch (key)
            {
                case "AcroForm":
                    CompareForms(step.Before.Resolve(before), step.After.Resolve(after));
                    break;
                case "DSS":
                    Add(ChangeKind.LtvData, "the catalog", "validation data (DSS)");
                    break;
                case "Extensions" or "Version":
                    Add(ChangeKind.DeveloperExtension, "the catalog", $"/{key}");
                    break;
                case "Metadata":
                    Add(ChangeKind.DocumentInformation, "the catalog", "/Metadata");
                    break;
                default:
                    Add(
                        key == "Pages" ? ChangeKind.PageContent : ChangeKind.Other,
                        "the catalog",
                        $"/{Shown(key)} was changed"
                    );
                    break;
            }
        }
    }

    private void CompareForms(PdfValue old, PdfValue now)
    {
        foreach (var (key, before, after) in step.Values.Differences(old, now))
        {
            switch (key)
            {
                case "Fields" when !after.IsAbsent:
                    CompareFields(step.Before.Resolve(before), step.After.Resolve(after));
                    break;
                case "DR" when !after.IsAbsent:
                    CompareResources(step.Before.Resolve(before), step.After.Resolve(after));
                    break;
                case "SigFlags":
                case "NeedAppearances" when !step.After.Resolve(after).IsTrue:
                case "DA" when before.IsAbsent:
                    break;
                default:
                    Add(ChangeKind.Other, "the form", $"/{Shown(key)} was changed");
                    break;
            }
        }
    }

    // What fields draw with may grow; what was there stays.
    private void CompareResources(PdfValue old, PdfValue now)
    {
        foreach (var (key, before, after) in step.Values.Differences(old, now))
        {
            var (category, other) = (step.Before.Resolve(before), step.After.Resolve(after));
            var grows =
                category.IsAbsent
                || (
                    category.IsDictionary
                    && other.IsDictionary
                    && step.Values.Differences(category, other).All(static d => d.Old.IsAbsent)
                );
            if (!grows)
            {
                Add(ChangeKind.Other, "the form", $"/{Shown(key)} of its resources was changed");
            }
        }
    }

    private void CompareFields(PdfValue old, PdfValue now)
    {
        foreach (var added in Added(old, now, "the form", ChangeKind.Other))
        {
            var field = step.FormAfter.FieldOf(added);
            var isNew = RevisionStep.Get(step.Before, added).Value.IsAbsent;
            if (field is { IsSignature: true } && field.Id.Number == added && isNew)
            {
                Add(
                    KindOfSignature(field),
                    $"object {added}",
                    $"the signature field {Shown(field.Name)} was added",
                    field.Name,
                    Shows(field.Dictionary)
                );
            }
            else
            {
                Add(ChangeKind.Other, $"object {added}", "a form field was added");
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

    private bool Shows(PdfValue widget)
    {
        var rectangle = step.After.Resolve(widget.Find("Rect"u8));
        if (!rectangle.IsArray)
        {
            return false;
        }
        foreach (var item in rectangle.Items())
        {
            if (item.Raw.ContainsAnyExcept("0.-+"u8))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The objects that an array has gained; that it lost some, or has them in another order, is a change of a kind.</summary>
    private List<int> Added(PdfValue old, PdfValue now, string name, ChangeKind lost)
    {
        var (before, after) = (Numbers(old), Numbers(now));
        var kept = after.Where(before.ToHashSet().Contains);
        if (!kept.SequenceEqual(before))
        {
            Add(lost, name, "an entry of a list was removed, doubled or moved");
        }
        return after.Except(before).ToList();
    }

    private static List<int> Numbers(PdfValue array)
    {
        var numbers = new List<int>();
        if (!array.IsAbsent)
        {
            foreach (var item in array.Items())
            {
                // A direct dictionary stands for itself: its place in the list may not change, nor may it be new.
                numbers.Add(item.IsReference ? item.Reference.Number : 0);
            }
        }
        return numbers;
    }

    private void CompareField(int number, FormField field, PdfValue old, PdfValue now)
    {
        var after = step.FormAfter.FieldOf(number);
        var name = Shown(field.Name);
        if (after is null || after.IsSignature != field.IsSignature || after.Name != field.Name)
        {
            Add(ChangeKind.Other, $"object {number}", $"the form field {name} is another one");
            return;
        }
        RequireOwnLook(number, name);
        var isSigned = field is { IsSignature: true, HasValue: false } && after.HasValue;
        foreach (var (key, _, _) in step.Values.Differences(old, now))
        {
            if (field.IsSigned)
            {
                Add(ChangeKind.Other, $"object {number}", $"the signed field {name}: /{Shown(key)} was changed");
            }
            else if (isSigned && key is "V" or "AP" or "F" or "M" or "P" or "AS" or "DA")
            {
                Add(KindOfSignature(after), $"object {number}", $"the field {name} was signed", field.Name);
            }
            else if (!field.IsSignature && key is "V" or "AP" or "AS" or "M" or "I" or "RV" or "TI")
            {
                AddFill($"object {number}", field, key);
            }
            else
            {
                Add(ChangeKind.Other, $"object {number}", $"/{Shown(key)} of the form field {name} was changed");
            }
        }
    }

    private void RequireOwnLook(int number, string name)
    {
        foreach (var part in _roles.LookOf(number).Where(p => !_roles.IsFieldPartOnly(p)))
        {
            Add(ChangeKind.Other, $"object {part}", $"the look of the form field {name} is used elsewhere as well");
        }
    }

    /// <summary>A new look without a new value is not filling in.</summary>
    private void AddFill(string name, FormField field, string key = "")
    {
        var after = step.FormAfter.FieldOf(field.Id.Number);
        var isFilled = after is not null && step.Differs(field.RawValue, after.RawValue);
        if (isFilled || key is "M")
        {
            Add(ChangeKind.FormFill, name, $"the form field {Shown(field.Name)} was filled in", field.Name);
        }
        else
        {
            Add(ChangeKind.Other, name, $"the look of the form field {Shown(field.Name)} was changed, not its value");
        }
    }

    private void ComparePages(int number, PdfValue old, PdfValue now)
    {
        foreach (var (key, before, after) in step.Values.Differences(old, now))
        {
            if (key == "Annots")
            {
                CompareAnnotations($"object {number} (Page)", step.Before.Resolve(before), step.After.Resolve(after));
            }
            else
            {
                Add(ChangeKind.PageContent, $"object {number} (Page)", $"/{Shown(key)} was changed");
            }
        }
    }

    private void CompareAnnotations(string name, PdfValue old, PdfValue now)
    {
        foreach (var added in Added(old, now, name, ChangeKind.Annotation))
        {
            var field = step.FormAfter.FieldOf(added);
            var isOfNewSignature = field is { IsSignature: true } && step.FormBefore.FieldOf(field.Id.Number) is null;
            if (!isOfNewSignature)
            {
                Add(ChangeKind.Annotation, name, $"the annotation {added} was added");
            }
        }
    }
}
