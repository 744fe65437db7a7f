// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Finds the roles of objects from the catalog and the form downwards, then asks everyone who refers to them: an object
/// with a second use has no role.
/// </summary>
internal sealed class ObjectRoles
{
    private const int ValidationDepth = 5;
    private const int AppearanceDepth = 3;

    private readonly RevisionStep _step;
    private readonly int _catalog;
    private readonly int? _form;
    private readonly Dictionary<int, bool> _known = [];
    private readonly Dictionary<int, bool> _knownValidation = [];
    private readonly HashSet<int> _validation = [];
    private readonly Dictionary<int, HashSet<FormField>> _parts = [];

    public ObjectRoles(RevisionStep step)
    {
        _step = step;
        _catalog = step.FormBefore.CatalogId.Number;
        _form = step.FormBefore.Id?.Number;
        foreach (var objects in new[] { step.Before, step.After })
        {
            ReachableObjects.Add(objects, objects.Catalog.Find("DSS"u8), ValidationDepth, _validation, step.Budget);
        }
        AddParts(step.Before, step.FormBefore);
        AddParts(step.After, step.FormAfter);
    }

    /// <summary>The role of an object that was there before.</summary>
    public ObjectRole Of(int number)
    {
        var uses = _step.Uses(number).ToList();
        bool All(Func<ReferenceIndex.Use, bool> fits) => uses.TrueForAll(u => fits(u));
        return 0 switch
        {
            _ when IsValidationOnly(number, ValidationDepth) => ObjectRole.ValidationData,
            _ when All(u => Is(u, _catalog, "Extensions")) => ObjectRole.Extensions,
            _ when All(u => IsTrailerInfo(u) || Is(u, _catalog, "Metadata")) => ObjectRole.Information,
            _ when All(u => Is(u, _form, "Fields") || Is(u, _catalog, "AcroForm")) => ObjectRole.Fields,
            _ when All(u => Is(u, _form, "DR")) => ObjectRole.FormResources,
            _ when All(u => u.Key == "Annots" && IsPage(u.Owner)) => ObjectRole.Annotations,
            _ when IsFieldPartOnly(number) => ObjectRole.FieldPart,
            _ => ObjectRole.Unknown,
        };
    }

    /// <summary>True when nobody uses an object but form fields, for their look and their value.</summary>
    public bool IsFieldPartOnly(int number) => IsFieldPartOnly(number, AppearanceDepth);

    /// <summary>The objects that the look of a field or widget is made of, before and after.</summary>
    public IEnumerable<int> LookOf(int number)
    {
        var found = new HashSet<int>();
        foreach (var objects in new[] { _step.Before, _step.After })
        {
            var node = objects.Get(number).Value;
            if (node.IsDictionary)
            {
                AddAppearances(objects, node.Find("AP"u8), found);
            }
        }
        return found;
    }

    /// <summary>The fields whose value or appearance an object is.</summary>
    public IEnumerable<FormField> FieldsOfPart(int number) => _parts.GetValueOrDefault(number) ?? [];

    private static bool Is(ReferenceIndex.Use use, int? owner, string key) => use.Owner == owner && use.Key == key;

    private bool IsFieldPartOnly(int number, int depth)
    {
        if (!_parts.ContainsKey(number) || depth < 0)
        {
            return false;
        }
        if (!_known.TryGetValue(number, out var known))
        {
            _known[number] = known = _step.AllUses(number, u => IsFieldUse(u) || IsFieldPartOnly(u.Owner, depth - 1));
        }
        return known;
    }

    private bool IsValidationOnly(int number, int depth)
    {
        if (!_validation.Contains(number) || depth < 0)
        {
            return false;
        }
        if (!_knownValidation.TryGetValue(number, out var known))
        {
            _knownValidation[number] = known = _step.AllUses(
                number,
                u => Is(u, _catalog, "DSS") || IsValidationOnly(u.Owner, depth - 1)
            );
        }
        return known;
    }

    // A cross-reference stream is an object and a trailer at once.
    private bool IsTrailerInfo(ReferenceIndex.Use use) =>
        use.Key == "Info"
        && (use.Owner == ReferenceIndex.Trailer || IsXref(_step.Before, use.Owner) || IsXref(_step.After, use.Owner));

    private static bool IsXref(PdfObjects objects, int number) =>
        objects.Get(number) is { IsStream: true } stream && stream.Value.Find("Type"u8).IsName("XRef"u8);

    private bool IsFieldUse(ReferenceIndex.Use use) =>
        use.Key is "AP" or "V"
        && (_step.FormBefore.FieldOf(use.Owner) ?? _step.FormAfter.FieldOf(use.Owner)) is not null;

    private bool IsPage(int number) =>
        _step.Before.Get(number).Value is { IsDictionary: true } page && page.Find("Type"u8).IsName("Page"u8);

    private void AddParts(PdfObjects objects, FormTree form)
    {
        foreach (var number in form.Numbers)
        {
            var field = form.FieldOf(number)!;
            var node = objects.Get(number).Value;
            var found = new HashSet<int>();
            AddAppearances(objects, node.Find("AP"u8), found);
            if (!field.IsSignature && node.Find("V"u8) is { IsReference: true } value)
            {
                found.Add(value.Reference.Number);
            }
            foreach (var part in found)
            {
                _parts.TryAdd(part, []);
                _parts[part].Add(_step.FormBefore.FieldOf(number) ?? field);
            }
        }
    }

    // /AP, its /N /R /D, the streams of their states: what those draw with is not theirs alone.
    private void AddAppearances(PdfObjects objects, PdfValue appearance, HashSet<int> found)
    {
        var waiting = new Stack<(PdfValue Value, int Depth)>();
        waiting.Push((appearance, AppearanceDepth));
        while (waiting.TryPop(out var next))
        {
            var value = next.Value;
            _step.Budget.Charge(16);
            var isStream = false;
            if (value.IsReference)
            {
                found.Add(value.Reference.Number);
                var target = objects.Get(value.Reference);
                (value, isStream) = (target.Value, target.IsStream);
            }
            if (value.IsDictionary && !isStream && next.Depth > 0)
            {
                foreach (var entry in value.Entries())
                {
                    waiting.Push((entry.Value, next.Depth - 1));
                }
            }
        }
    }
}
