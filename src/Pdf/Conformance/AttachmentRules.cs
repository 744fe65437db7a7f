// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Verification;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>Embedded files (ISO 19005-3 §6.8).</summary>
internal static class AttachmentRules
{
    public static void Check(RuleContext rules)
    {
        var associated = new HashSet<int>();
        var list = rules.Find(rules.Catalog, "AF"u8);
        if (list.IsArray)
        {
            foreach (var item in list.Items())
            {
                rules.Require(item.IsReference, "6.8", "catalog", "An item of /AF is no reference.");
                associated.Add(item.IsReference ? item.Reference.Number : 0);
            }
        }
        foreach (var file in rules.OfType("Filespec"))
        {
            var place = RuleContext.Place(file);
            rules.Require(associated.Contains(file.Id.Number), "6.8", place, "The file is associated with nothing.");
            CheckSpecification(rules, file.Value, place);
        }
        foreach (var file in rules.OfType("EmbeddedFile"))
        {
            CheckFile(rules, file, RuleContext.Place(file));
        }
    }

    private static void CheckSpecification(RuleContext rules, PdfValue file, string place)
    {
        var names = (rules.Find(file, "F"u8), rules.Find(file, "UF"u8));
        rules.Require(names.Item1.IsString && names.Item2.IsString, "6.8", place, "/F or /UF is missing.");
        var relationship = rules.Find(file, "AFRelationship"u8);
        var isKnown =
            relationship.IsName("Source"u8)
            || relationship.IsName("Data"u8)
            || relationship.IsName("Alternative"u8)
            || relationship.IsName("Supplement"u8)
            || relationship.IsName("Unspecified"u8);
        rules.Require(isKnown, "6.8", place, "/AFRelationship is missing or unknown.");
        var embedded = rules.Find(file, "EF"u8);
        var stream = embedded.IsDictionary ? rules.Stream(embedded.Find("F"u8)) : null;
        rules.Require(stream is not null, "6.8", place, "No file is embedded.");
    }

    private static void CheckFile(RuleContext rules, PdfIndirect file, string place)
    {
        var type = rules.Find(file.Value, "Subtype"u8);
        var isType = type.Kind == PdfKind.Name && PdfNames.Decode(type).Contains('/', StringComparison.Ordinal);
        rules.Require(isType, "6.8", place, "The file has no media type.");
        var parameters = rules.Find(file.Value, "Params"u8);
        rules.Require(PdfDates.Read(rules.Find(parameters, "ModDate"u8)) is not null, "6.8", place, "It has no date.");
        var size = rules.Find(parameters, "Size"u8);
        var isSize = size.Kind == PdfKind.Integer && size.Integer == rules.Decode(file).Length;
        rules.Require(isSize, "6.8", place, "It is not as long as it says.");
    }
}
