// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>The catalog, the form, and the fields that were there.</summary>
internal sealed partial class ChangeFinder
{
    private void CompareCatalogs(PdfValue old, PdfValue now)
    {
        foreach (var (key, before, after) in step.Values.Differences(old, now))
        {
            switch (key)
            {
                case "AcroForm" when !ValueComparison.IsStream(step.After, after):
                    CompareForms(step.Before.Resolve(before), step.After.Resolve(after));
                    break;
                case "DSS" when IsPlain(after):
                    Add(ChangeKind.LtvData, "the catalog", "validation data (DSS)");
                    break;
                case "Extensions" when !after.IsAbsent && IsPlain(after):
                case "Version" when step.After.Resolve(after).Kind == PdfKind.Name:
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

    // Nothing, or a dictionary: a stream has data that no comparison of dictionaries sees.
    private bool IsPlain(PdfValue after)
    {
        var value = step.After.Resolve(after);
        return value.IsAbsent || (value.IsDictionary && !ValueComparison.IsStream(step.After, after));
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
                case "DR" when !after.IsAbsent && IsPlain(after):
                    CompareResources(step.Before.Resolve(before), step.After.Resolve(after));
                    break;
                case "SigFlags" when Grows(step.Before.Resolve(before), step.After.Resolve(after)):
                case "NeedAppearances" when IsStillDrawnAlike(before, after):
                case "DA" when before.IsAbsent && !LacksDefaultAppearance:
                    break;
                default:
                    Add(ChangeKind.Other, "the form", $"/{Shown(key)} was changed");
                    break;
            }
        }
    }

    // §12.7.3: the flags say that there are signatures, and that the file is only to be appended to.
    private static bool Grows(PdfValue old, PdfValue now)
    {
        var before = old.IsAbsent ? 0 : old.Integer;
        return !now.IsAbsent && (before & ~now.Integer) == 0;
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
        foreach (var (key, _, value) in step.Values.Differences(old, now))
        {
            var isOfField = IsOfField(key, value);
            if (field.IsSigned)
            {
                Add(ChangeKind.Other, $"object {number}", $"the signed field {name}: /{Shown(key)} was changed");
            }
            else if (isOfField && IsOfSigning(key, field, after))
            {
                AddSigned(number, after, now);
            }
            else if (isOfField && IsOfFilling(key, field))
            {
                AddFill($"object {number}", field, key);
            }
            else
            {
                Add(ChangeKind.Other, $"object {number}", $"/{Shown(key)} of the form field {name} was changed");
            }
        }
    }

    private static bool IsOfSigning(string key, FormField field, FormField after) =>
        field is { IsSignature: true, HasValue: false }
        && after.HasValue
        && key is "V" or "AP" or "F" or "M" or "P" or "AS" or "DA";

    private static bool IsOfFilling(string key, FormField field) =>
        !field.IsSignature && key is "V" or "AP" or "AS" or "M" or "I" or "RV" or "TI";

    private void AddSigned(int number, FormField field, PdfValue now)
    {
        var kind = KindOfSignature(field);
        Add(
            kind,
            $"object {number}",
            $"the field {Shown(field.Name)} was signed",
            field.Name,
            kind == ChangeKind.DocumentTimestamp
                && (Shows(now) || step.FormAfter.NodesOf(field).Any(node => Shows(step.After.Get(node).Value)))
        );
    }

    // One dictionary may serve as a field and as something else, whose entry of the same key is of another type: /AS of the
    // optional content is an array, /P of a membership a name, /I of a transparency group a boolean.
    private bool IsOfField(string key, PdfValue now)
    {
        var value = step.After.Resolve(now);
        return value.IsAbsent
            || key switch
            {
                "AS" => value.Kind == PdfKind.Name,
                "I" => value.IsArray,
                "P" => now.IsReference && IsPage(value),
                "F" or "TI" => value.Kind == PdfKind.Integer,
                "M" or "DA" => value.IsString,
                _ => true,
            };
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
}
