// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>Content of pages and of looks of fields (ISO 19005-3 §6.2.2, §6.2.11.4).</summary>
internal static class ContentRules
{
    public static void Check(RuleContext rules, IReadOnlyDictionary<int, FontFacts> fonts)
    {
        foreach (var page in rules.OfType("Page"))
        {
            var place = RuleContext.Place(page);
            var contents = page.Value.Find("Contents"u8);
            var stream = rules.Stream(contents);
            rules.Require(stream is not null || contents.IsAbsent, "6.2.2", place, "The content is no stream.");
            if (stream is { } content)
            {
                var resources = rules.Find(page.Value, "Resources"u8);
                rules.Require(resources.IsDictionary, "6.2.2", place, "The page has no resources of its own.");
                new ContentReader(rules, fonts, resources, place, isTagged: true).Read(rules.Decode(content));
            }
        }
        foreach (var form in rules.All.Where(o => o.IsStream && rules.Find(o.Value, "Subtype"u8).IsName("Form"u8)))
        {
            var resources = rules.Find(form.Value, "Resources"u8);
            var place = RuleContext.Place(form);
            new ContentReader(rules, fonts, resources, place, isTagged: false).Read(rules.Decode(form));
        }
    }
}
