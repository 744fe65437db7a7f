// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>Annotations and form fields (ISO 19005-3 §6.3, §6.4).</summary>
internal static class AnnotationRules
{
    private const int Print = 4;
    private const int Forbidden = 1 + 2 + 32 + 256; // invisible, hidden, no view, toggle no view

    public static void Check(RuleContext rules)
    {
        var form = rules.Find(rules.Catalog, "AcroForm"u8);
        rules.Require(!rules.Find(form, "NeedAppearances"u8).IsTrue, "6.4.1", "form", "/NeedAppearances is true.");
        rules.Require(rules.Find(form, "XFA"u8).IsAbsent, "6.4.2", "form", "There is an XFA form.");
        foreach (var page in rules.OfType("Page"))
        {
            foreach (var annotation in rules.Items(rules.Find(page.Value, "Annots"u8)))
            {
                Check(rules, annotation, $"annotation of object {page.Id.Number}");
            }
        }
    }

    private static void Check(RuleContext rules, PdfValue annotation, string place)
    {
        var subtype = rules.Find(annotation, "Subtype"u8);
        var isLink = subtype.IsName("Link"u8);
        rules.Require(isLink || subtype.IsName("Widget"u8), "6.3.1", place, "It is of a type that we don't write.");
        var flags = rules.Find(annotation, "F"u8);
        var value = flags.Kind == PdfKind.Integer ? flags.Integer : 0;
        rules.Require(
            (value & Print) != 0 && (value & Forbidden) == 0,
            "6.3.2",
            place,
            "It does not print, or is hidden."
        );
        if (isLink)
        {
            return;
        }
        rules.Require(rules.Find(annotation, "A"u8).IsAbsent, "6.4.1", place, "A field has an action.");
        var look = rules.Find(annotation, "AP"u8);
        if (look.IsAbsent)
        {
            rules.Require(
                IsEmpty(rules, rules.Find(annotation, "Rect"u8)),
                "6.3.3",
                place,
                "A field that has a size has no look."
            );
            return;
        }
        var isNormalOnly = look.IsDictionary && rules.Stream(look.Find("N"u8)) is not null;
        foreach (var entry in look.Entries())
        {
            isNormalOnly &= entry.Key.IsName("N"u8);
        }
        rules.Require(isNormalOnly, "6.3.3", place, "The look is not one stream.");
    }

    private static bool IsEmpty(RuleContext rules, PdfValue rectangle)
    {
        var sides = rules.Items(rectangle).ConvertAll(side => side.ToString());
        return sides.Count == 4 && sides[0] == sides[2] && sides[1] == sides[3];
    }
}
