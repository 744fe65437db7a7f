// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Tells whether everyone who refers to the catalog, the form, a field or a page takes it for that. One dictionary can be
/// two things at once: as the resources of a page, an entry of the catalog that may change is what the page draws.
/// </summary>
internal sealed class OwnUses(RevisionStep step)
{
    private readonly Dictionary<int, bool> _fields = [];
    private readonly Dictionary<int, bool> _pages = [];
    private readonly Dictionary<int, bool> _pageDictionaries = [];
    private readonly Dictionary<int, bool> _lists = [];
    private bool? _isCatalog;
    private bool? _isForm;

    /// <summary>True when the catalog is used by trailers and by signatures alone.</summary>
    public bool IsCatalog(int number) =>
        _isCatalog ??= AllUses(number, u => (u.Key == "Root" && IsTrailer(u.Owner)) || IsSigned(u));

    /// <summary>True when the form is used by the catalog and by signatures alone.</summary>
    public bool IsForm(int number) => _isForm ??= AllUses(number, u => IsOfCatalog(u) || IsSigned(u));

    /// <summary>True when a field or widget is used as one alone.</summary>
    public bool IsField(int number) => _fields.Once(number, n => AllUses(n, IsFieldUse));

    /// <summary>True when nobody draws with a page.</summary>
    public bool IsPage(int number) => _pages.Once(number, n => AllUses(n, IsPageUse));

    /// <summary>True when an object was a page, whatever else it may be.</summary>
    public bool IsPageDictionary(int number) =>
        _pageDictionaries.Once(
            number,
            n => Get(step.Before, n).Value is { IsDictionary: true } found && found.Find("Type"u8).IsName("Page"u8)
        );

    /// <summary>True for the trailer, and for a cross-reference stream, which is an object and a trailer at once.</summary>
    public bool IsTrailer(int number) =>
        number == ReferenceIndex.Trailer
        || (!step.Uses(number).Any() && Is(number, static o => o.IsStream && o.Value.Find("Type"u8).IsName("XRef"u8)));

    // Who is referred to by nobody draws nothing: honest files hold copies that were left behind.
    private bool AllUses(int number, Func<ReferenceIndex.Use, bool> fits) =>
        step.AllUses(number, u => (u.Owner != ReferenceIndex.Trailer && !step.Uses(u.Owner).Any()) || fits(u));

    // §12.8.1, table 256: a signature reference dictionary names the object that it is about.
    private bool IsSigned(ReferenceIndex.Use use) =>
        use.Key switch
        {
            "Reference" => IsDictionary(use.Owner, static d => !d.Find("ByteRange"u8).IsAbsent),
            "Data" => IsDictionary(use.Owner, static d => !d.Find("TransformMethod"u8).IsAbsent),
            _ => false,
        };

    private bool IsFieldUse(ReferenceIndex.Use use) =>
        use.Key switch
        {
            "" => IsFieldList(use.Owner),
            "Parent" => IsAnnotation(use.Owner),
            "Obj" => IsDictionary(use.Owner, static d => d.Find("Type"u8).IsName("OBJR"u8)),
            "A" or "AA" => IsPageDictionary(use.Owner) || IsAnnotation(use.Owner),
            "T" or "Next" => IsAction(use.Owner),
            _ => IsListOfFields(use),
        };

    // Once for each: a field may stand in an array any number of times.
    private bool IsFieldList(int number) => _lists.Once(number, n => IsArray(n) && AllUses(n, IsListOfFields));

    private bool IsListOfFields(ReferenceIndex.Use use) =>
        use.Key switch
        {
            "Fields" => IsOfForm(use) || IsAction(use.Owner),
            "CO" => IsOfForm(use),
            "AcroForm" => IsOfCatalog(use),
            "Kids" => step.FieldOf(use.Owner) is not null,
            "Annots" => IsPageDictionary(use.Owner),
            "K" => IsDictionary(use.Owner, static d => d.Find("S"u8).Kind == PdfKind.Name),
            "T" => IsAction(use.Owner),
            _ => false,
        };

    // Destinations name pages under any key; what readers draw with stands under these.
    private bool IsPageUse(ReferenceIndex.Use use) =>
        use.Key switch
        {
            "Resources" or "XObject" or "Font" or "ExtGState" or "ColorSpace" or "Pattern" or "Shading" => false,
            "Properties" or "CharProcs" or "Colorants" or "Contents" or "AP" or "N" or "R" or "AcroForm" => false,
            "" => IsArray(use.Owner),
            _ => true,
        };

    private bool IsOfCatalog(ReferenceIndex.Use use) =>
        use.Key == "AcroForm" && use.Owner == step.FormBefore.CatalogId.Number;

    private bool IsOfForm(ReferenceIndex.Use use) => use.Owner == step.FormBefore.Id?.Number;

    private bool IsAnnotation(int number) =>
        step.FieldOf(number) is not null || IsDictionary(number, static d => d.Find("Subtype"u8).Kind == PdfKind.Name);

    private bool IsAction(int number) => IsDictionary(number, static d => d.Find("S"u8).Kind == PdfKind.Name);

    // An array; an object that is but a reference would pass on what it leads to.
    private bool IsArray(int number) => Is(number, static o => o.Value.IsArray);

    private bool IsDictionary(int number, Func<PdfValue, bool> fits) =>
        Is(number, o => o.Value.IsDictionary && !o.IsStream && fits(o.Value));

    private bool Is(int number, Func<PdfIndirect, bool> fits) =>
        fits(Get(step.Before, number)) || fits(Get(step.After, number));

    private PdfIndirect Get(PdfObjects objects, int number)
    {
        step.Budget.ChargeLookup(objects);
        var found = objects.Get(number);
        step.Budget.Charge(found.Value.Raw.Length);
        return found;
    }
}
