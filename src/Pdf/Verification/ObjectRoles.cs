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
    private readonly Dictionary<int, ObjectRole> _roles = [];
    private readonly Dictionary<int, bool> _among = [];
    private readonly OwnUses _own;

    public ObjectRoles(RevisionStep step)
    {
        _step = step;
        _own = new OwnUses(step);
        _catalog = step.FormBefore.CatalogId.Number;
        _form = step.FormBefore.Id?.Number;
        foreach (var objects in new[] { step.Before, step.After })
        {
            ReachableObjects.Add(objects, objects.Catalog.Find("DSS"u8), ValidationDepth, _validation, step.Budget);
        }
        AddParts(step.Before, step.FormBefore);
        AddParts(step.After, step.FormAfter);
    }

    /// <summary>Who else uses the catalog, the form, a field or a page.</summary>
    public OwnUses Own => _own;

    /// <summary>The role of an object that was there before.</summary>
    public ObjectRole Of(int number) => _roles.Once(number, RoleOf);

    private ObjectRole RoleOf(int number)
    {
        bool All(Func<ReferenceIndex.Use, bool> fits) => _step.AllUses(number, fits);
        return 0 switch
        {
            _ when IsValidationOnly(number, ValidationDepth) => ObjectRole.ValidationData,
            _ when All(u => IsOfCatalog(u, "Extensions")) => Plain(number, ObjectRole.Extensions),
            _ when All(IsTrailerInfo) => Plain(number, ObjectRole.Information),
            _ when All(u => IsTrailerInfo(u) || IsOfCatalog(u, "Metadata")) => ObjectRole.Information,
            _ when All(u => IsOfForm(u, "Fields") || IsOfCatalog(u, "AcroForm")) => Plain(number, ObjectRole.Fields),
            _ when All(u => IsOfForm(u, "DR")) => Plain(number, ObjectRole.FormResources),
            _ when All(IsAnnotationList) => Plain(number, ObjectRole.Annotations),
            _ when IsFieldPartOnly(number) => ObjectRole.FieldPart,
            _ => ObjectRole.Unknown,
        };
    }

    /// <summary>True when nobody uses an object but pages, for an annotation on them, and other annotations.</summary>
    public bool IsAnnotationOnly(int number) =>
        _step.AllUses(number, u => IsOfAnnotations(u) || (IsBetweenAnnotations(u) && IsAmongAnnotations(u.Owner)));

    // Once for each: one object may refer to another any number of times.
    private bool IsAmongAnnotations(int number) => _among.Once(number, n => _step.AllUses(n, IsOfOrBetweenAnnotations));

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

    // What the catalog and the form name is theirs only as long as nobody takes them for something else.
    private bool IsOfCatalog(ReferenceIndex.Use use, string key) =>
        use.Owner == _catalog && use.Key == key && _own.IsCatalog(_catalog);

    private bool IsOfForm(ReferenceIndex.Use use, string key) =>
        use.Owner == _form && use.Key == key && _own.IsForm(use.Owner);

    private bool IsAnnotationList(ReferenceIndex.Use use) =>
        use.Key == "Annots" && _own.IsPageDictionary(use.Owner) && _own.IsPage(use.Owner);

    private bool IsOfAnnotations(ReferenceIndex.Use use) =>
        IsAnnotationList(use) || (use.Key.Length == 0 && Of(use.Owner) == ObjectRole.Annotations);

    private static bool IsBetweenAnnotations(ReferenceIndex.Use use) => use.Key is "Popup" or "IRT" or "Parent";

    private bool IsOfOrBetweenAnnotations(ReferenceIndex.Use use) => IsOfAnnotations(use) || IsBetweenAnnotations(use);

    // None of these is a stream: as one it has data that no comparison of dictionaries sees.
    private ObjectRole Plain(int number, ObjectRole role) => IsStream(number) ? ObjectRole.Unknown : role;

    // What a look draws with may be drawn by the look of another field too, which is not named by it.
    private bool IsStream(int number) => _step.Before.Get(number).IsStream || _step.After.Get(number).IsStream;

    private bool IsFieldPartOnly(int number, int depth)
    {
        if (!_parts.ContainsKey(number) || depth < 0)
        {
            return false;
        }
        if (!_known.TryGetValue(number, out var known))
        {
            _known[number] = known = _step.AllUses(
                number,
                u => IsFieldUse(u) || (!IsStream(u.Owner) && IsFieldPartOnly(u.Owner, depth - 1))
            );
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
                u => (IsOfCatalog(u, "DSS") && !IsStreamAtDss(number)) || IsValidationOnly(u.Owner, depth - 1)
            );
        }
        return known;
    }

    // Its parts are streams, the DSS itself is a dictionary.
    private bool IsStreamAtDss(int number) =>
        IsStreamAt(_step.Before, number, "DSS"u8) || IsStreamAt(_step.After, number, "DSS"u8);

    private static bool IsStreamAt(PdfObjects objects, int number, ReadOnlySpan<byte> key)
    {
        var named = objects.Catalog.Find(key);
        return named.IsReference && named.Reference.Number == number && objects.Get(number).IsStream;
    }

    private bool IsTrailerInfo(ReferenceIndex.Use use) => use.Key == "Info" && _own.IsTrailer(use.Owner);

    private bool IsFieldUse(ReferenceIndex.Use use) =>
        use.Key is "AP" or "V" && _step.FieldOf(use.Owner) is not null && _own.IsField(use.Owner);

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
