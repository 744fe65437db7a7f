// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Says of every object that a revision changed what was done to it. What is not understood to be harmless is
/// <see cref="ChangeKind.PageContent"/> or <see cref="ChangeKind.Other"/>: nothing passes for lack of a rule.
/// </summary>
internal sealed partial class ChangeFinder(RevisionStep step, IReadOnlySet<int> containers)
{
    private readonly List<Change> _changes = [];
    private readonly ObjectRoles _roles = new(step);

    /// <summary>Compares the two revisions.</summary>
    public IReadOnlyList<Change> Find()
    {
        CompareTrailers();
        foreach (var (number, (old, now)) in step.Changed)
        {
            Explain(number, old, now);
        }
        return _changes;
    }

    private void CompareTrailers()
    {
        foreach (var (key, old, now) in step.Values.Differences(step.Before.Trailer, step.After.Trailer))
        {
            switch (key)
            {
                case "Size" or "Prev" or "XRefStm":
                case "ID" when now.IsAbsent || IsIdentifier(now):
                // Of a cross-reference stream; a table has none of them (§7.5.5).
                case "Type"
                or "W"
                or "Index"
                or "Length"
                or "Filter"
                or "DecodeParms" when step.IsStreamAfter || now.IsAbsent:
                    break;
                case "Info" when (old.IsAbsent || old.IsReference) && now.IsReference:
                    var (before, after) = (step.Before.Resolve(old), step.After.Resolve(now));
                    if ((before.IsAbsent || before.IsDictionary) && (after.IsAbsent || after.IsDictionary))
                    {
                        CompareInformation("the trailer", before, after);
                    }
                    break;
                // LibreOffice's sum over its own first revision; whoever writes the next one leaves it out.
                case "DocChecksum" when now.IsAbsent:
                    break;
                default:
                    Add(ChangeKind.Other, "the trailer", $"/{Shown(key)} was changed");
                    break;
            }
        }
    }

    // §14.4: two strings.
    private bool IsIdentifier(PdfValue value)
    {
        var identifier = step.After.Resolve(value);
        if (!identifier.IsArray)
        {
            return false;
        }
        var count = 0;
        foreach (var part in identifier.Items())
        {
            if (!part.IsString)
            {
                return false;
            }
            count++;
        }
        return count == 2;
    }

    private void Explain(int number, PdfIndirect old, PdfIndirect now)
    {
        if (containers.Contains(number))
        {
            Add(ChangeKind.Other, Name(number, old), "an object stream that signed objects are in was replaced");
        }
        else if (old.Value.IsAbsent)
        {
            ExplainNew(number, now);
        }
        else if (!step.Uses(number).Any() || (now.Value.IsAbsent && !step.IsUsedAfter(number)))
        {
            // Nobody refers to it, or nobody does any more: whoever did is judged as changed itself.
        }
        else if (old.Id.Generation != now.Id.Generation || now.Value.IsAbsent)
        {
            Add(KindOf(number, old), Name(number, old), "the object was removed");
        }
        else
        {
            ExplainModified(number, old, now);
        }
    }

    private void ExplainNew(int number, PdfIndirect now)
    {
        if (step.UsesBefore[number].Any())
        {
            Add(ChangeKind.Other, Name(number, now), "it fills a reference that led nowhere when it was signed");
        }
    }

    private void ExplainModified(int number, PdfIndirect old, PdfIndirect now)
    {
        // A dictionary is compared entry by entry, and that says nothing of the data of a stream.
        if (old.IsStream || now.IsStream)
        {
            ExplainByRole(number, old, now);
        }
        else if (number == step.FormBefore.CatalogId.Number)
        {
            RequireOwn(_roles.Own.IsCatalog(number), "the catalog");
            CompareCatalogs(old.Value, now.Value);
        }
        else if (number == step.FormBefore.Id?.Number)
        {
            RequireOwn(_roles.Own.IsForm(number), "the form");
            CompareForms(old.Value, now.Value);
        }
        else if (step.FormBefore.FieldOf(number) is { } field)
        {
            CompareField(number, field, old.Value, now.Value);
            RequireOwn(_roles.Own.IsField(number), $"the form field {Shown(field.Name)}");
        }
        else if (IsPage(old.Value))
        {
            RequireOwn(_roles.Own.IsPage(number), $"object {number} (Page)");
            ComparePages(number, old.Value, now.Value);
        }
        else
        {
            ExplainByRole(number, old, now);
        }
    }

    private void RequireOwn(bool isOwn, string name)
    {
        if (!isOwn)
        {
            Add(ChangeKind.Other, name, "the changed object is used for something else as well");
        }
    }

    private void ExplainByRole(int number, PdfIndirect old, PdfIndirect now)
    {
        switch (_roles.Of(number))
        {
            case ObjectRole.ValidationData:
                Add(ChangeKind.LtvData, Name(number, old), "validation data");
                break;
            case ObjectRole.Extensions:
                Add(ChangeKind.DeveloperExtension, Name(number, old), "developer extensions");
                break;
            case ObjectRole.Information when IsInformation(old) && IsInformation(now):
                CompareInformation(Name(number, old), old.Value, now.Value);
                break;
            case ObjectRole.Information:
                Add(ChangeKind.DocumentInformation, Name(number, old), "metadata");
                break;
            case ObjectRole.Fields when old.Value.IsArray && now.Value.IsArray:
                CompareFields(old.Value, now.Value);
                break;
            case ObjectRole.FormResources when old.Value.IsDictionary && now.Value.IsDictionary:
                CompareResources(old.Value, now.Value);
                break;
            case ObjectRole.Annotations when old.Value.IsArray && now.Value.IsArray:
                CompareAnnotations(Name(number, old), old.Value, now.Value);
                break;
            case ObjectRole.FieldPart:
                ExplainFieldPart(number, old);
                break;
            default:
                Add(
                    KindOf(number, old),
                    Name(number, old),
                    "the object was changed",
                    mayCover: !Annotations.IsComment(old) || !Annotations.IsComment(now)
                );
                break;
        }
    }

    private void CompareInformation(string name, PdfValue old, PdfValue now)
    {
        var differences = step.Values.Differences(old, now).ToList();
        var keys = differences.ConvertAll(static d => d.Key);
        var what = $"document information: /{Shown(string.Join(", /", keys))}";
        _changes.Add(
            new Change(ChangeKind.DocumentInformation, name, what)
            {
                IsOfTheSave = differences.TrueForAll(d =>
                    d.Key is "ModDate" or "Producer"
                    && step.After.Resolve(d.Now) is { IsString: true } or { IsAbsent: true }
                ),
            }
        );
    }

    private static bool IsInformation(PdfIndirect found) =>
        !found.IsStream && (found.Value.IsAbsent || found.Value.IsDictionary);

    private void ExplainFieldPart(int number, PdfIndirect old)
    {
        foreach (var field in _roles.FieldsOfPart(number))
        {
            if (field.IsSigned)
            {
                Add(ChangeKind.Other, Name(number, old), $"the look of the signature {Shown(field.Name)} was changed");
            }
            else if (field.IsSignature)
            {
                // Only who signs it says what it looks like.
                var isSigned =
                    step.FormAfter.FieldOf(field.Id.Number) is { IsSignature: true } after
                    && KindOfSignature(after) == ChangeKind.FurtherSignature;
                Add(
                    isSigned ? ChangeKind.FurtherSignature : ChangeKind.Other,
                    Name(number, old),
                    $"the look of the signature field {Shown(field.Name)} was changed",
                    field.Name
                );
            }
            else
            {
                AddFill(Name(number, old), field);
            }
        }
    }

    private ChangeKind KindOf(int number, PdfIndirect old)
    {
        var dictionary = old.Value.IsDictionary ? old.Value : default;
        if (dictionary.IsAbsent)
        {
            return step.Uses(number).Any(u => u.Key is "Contents" or "Kids")
                ? ChangeKind.PageContent
                : ChangeKind.Other;
        }
        var type = dictionary.Find("Type"u8);
        // An object that pages also draw with is no annotation, whatever it calls itself.
        if ((type.IsName("Annot"u8) || !dictionary.Find("Rect"u8).IsAbsent) && _roles.IsAnnotationOnly(number))
        {
            return ChangeKind.Annotation;
        }
        var draws =
            type.IsName("Page"u8)
            || type.IsName("Pages"u8)
            || type.IsName("Font"u8)
            || type.IsName("XObject"u8)
            || step.Uses(number).Any(static u => u.Key is "Contents" or "Resources" or "XObject" or "Font" or "Kids");
        return draws ? ChangeKind.PageContent : ChangeKind.Other;
    }

    private static bool IsPage(PdfValue value) => value.IsDictionary && value.Find("Type"u8).IsName("Page"u8);

    private void Add(
        ChangeKind kind,
        string name,
        string what,
        string? field = null,
        bool isNewAndVisible = false,
        bool mayCover = false
    ) => _changes.Add(new Change(kind, name, what, field) { IsNewAndVisible = isNewAndVisible, MayCover = mayCover });

    private static string Name(int number, PdfIndirect found)
    {
        var type = found.Value.IsDictionary ? found.Value.Find("Type"u8) : default;
        return type.Kind == PdfKind.Name ? $"object {number} ({Shown(PdfNames.Decode(type))})" : $"object {number}";
    }

    private static string Shown(string text) => text.Length > 100 ? text[..100] + "…" : text;
}
