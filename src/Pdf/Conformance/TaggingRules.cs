// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>
/// Level B asks for no tags; we write them, so they have to be whole (ISO 32000-1 §14.7, §14.8): language, root, and from each
/// page and annotation a way to its elements.
/// </summary>
internal static class TaggingRules
{
    public static void Check(RuleContext rules)
    {
        const string Clause = "ISO 32000-1 §14.7";
        var marks = rules.Find(rules.Catalog, "MarkInfo"u8);
        rules.Require(rules.Find(marks, "Marked"u8).IsTrue, Clause, "catalog", "The document is not marked as tagged.");
        rules.Require(rules.Find(rules.Catalog, "Lang"u8).IsString, Clause, "catalog", "The document has no language.");
        var root = rules.Find(rules.Catalog, "StructTreeRoot"u8);
        var numbers = rules.Items(rules.Find(rules.Find(root, "ParentTree"u8), "Nums"u8));
        var parents = new Dictionary<long, PdfValue>();
        for (var i = 0; i + 1 < numbers.Count; i += 2)
        {
            var isNew = parents.TryAdd(numbers[i].Integer, numbers[i + 1]);
            rules.Require(isNew, Clause, "parent tree", $"Key {numbers[i]} is there twice.");
        }
        foreach (var page in rules.OfType("Page"))
        {
            var key = rules.Find(page.Value, "StructParents"u8);
            var isThere = key.Kind == PdfKind.Integer && parents.TryGetValue(key.Integer, out var list) && list.IsArray;
            rules.Require(isThere, Clause, RuleContext.Place(page), "The page is not in the parent tree.");
            foreach (var annotation in rules.Items(rules.Find(page.Value, "Annots"u8)))
            {
                var own = rules.Find(annotation, "StructParent"u8);
                // a field that signing adds to a file that has none is invisible, and no part of the text
                var isInvisible = rules.Find(annotation, "AP"u8).IsAbsent;
                var isIn =
                    own.Kind == PdfKind.Integer
                    && parents.TryGetValue(own.Integer, out var element)
                    && element.IsDictionary;
                rules.Require(
                    isInvisible || isIn,
                    Clause,
                    RuleContext.Place(page),
                    "An annotation is not in the parent tree."
                );
            }
        }
    }
}
