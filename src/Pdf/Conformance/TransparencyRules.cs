// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>
/// Transparency (ISO 19005-3 §6.2.10): allowed, where it is known in which colours to blend. Those are the page group's, else
/// the output intent's.
/// </summary>
internal static class TransparencyRules
{
    private const string Clause = "6.2.10";

    public static void Check(RuleContext rules)
    {
        var intents = rules.Items(rules.Find(rules.Catalog, "OutputIntents"u8));
        var hasIntent = intents.Exists(intent =>
            intent.IsDictionary && rules.Stream(intent.Find("DestOutputProfile"u8)) is not null
        );
        foreach (var page in rules.OfType("Page"))
        {
            var hasSpace = !rules.Find(rules.Find(page.Value, "Group"u8), "CS"u8).IsAbsent;
            rules.Require(
                hasIntent || hasSpace || !IsTransparent(rules, page.Value),
                Clause,
                RuleContext.Place(page),
                "The page has transparency, and neither it nor the document says in which colours to blend."
            );
        }
        foreach (var owner in rules.All)
        {
            CheckGroup(rules, rules.Find(owner.Value, "Group"u8), RuleContext.Place(owner));
            if (owner.IsStream && rules.Find(owner.Value, "Subtype"u8).IsName("Image"u8))
            {
                CheckMask(rules, owner.Value, RuleContext.Place(owner));
            }
        }
    }

    // As colours of content, those of a group are covered by the output intent or name a profile.
    private static void CheckGroup(RuleContext rules, PdfValue group, string place)
    {
        var space = rules.Find(group, "CS"u8);
        var kind = space.IsArray ? rules.Items(space).FirstOrDefault() : space;
        var isKnown =
            kind.IsAbsent || kind.IsName("DeviceRGB"u8) || kind.IsName("DeviceGray"u8) || kind.IsName("ICCBased"u8);
        rules.Require(isKnown, Clause, place, $"The group blends in {kind}, which the output intent doesn't cover.");
    }

    // ISO 32000-1 §11.6.5.3: a mask is a grey image without a mask of its own
    private static void CheckMask(RuleContext rules, PdfValue image, string place)
    {
        if (rules.Find(image, "SMask"u8).IsAbsent)
        {
            return;
        }
        var isMask =
            rules.Stream(image.Find("SMask"u8)) is { } mask
            && rules.Find(mask.Value, "Subtype"u8).IsName("Image"u8)
            && rules.Find(mask.Value, "ColorSpace"u8).IsName("DeviceGray"u8)
            && rules.Find(mask.Value, "SMask"u8).IsAbsent
            && rules.Find(mask.Value, "Mask"u8).IsAbsent;
        rules.Require(isMask, Clause, place, "The soft mask is no grey image.");
    }

    private static bool IsTransparent(RuleContext rules, PdfValue page)
    {
        var seen = new HashSet<int>();
        var waiting = new Stack<PdfValue>([page]);
        foreach (var annotation in rules.Items(rules.Find(page, "Annots"u8)))
        {
            var look = rules.Find(annotation, "AP"u8);
            PushUnseen(rules, look.IsDictionary ? look.Find("N"u8) : default, seen, waiting);
        }
        while (waiting.TryPop(out var owner))
        {
            var resources = rules.Find(owner, "Resources"u8);
            if (HasEffect(rules, owner) || HasState(rules, rules.Find(resources, "ExtGState"u8)))
            {
                return true;
            }
            var pictures = rules.Find(resources, "XObject"u8);
            if (pictures.IsDictionary)
            {
                foreach (var entry in pictures.Entries())
                {
                    PushUnseen(rules, entry.Value, seen, waiting);
                }
            }
        }
        return false;
    }

    private static void PushUnseen(RuleContext rules, PdfValue reference, HashSet<int> seen, Stack<PdfValue> waiting)
    {
        if (rules.Stream(reference) is { } stream && seen.Add(stream.Id.Number))
        {
            waiting.Push(stream.Value);
        }
    }

    private static bool HasEffect(RuleContext rules, PdfValue owner) =>
        !rules.Find(owner, "SMask"u8).IsAbsent
        || rules.Find(rules.Find(owner, "Group"u8), "S"u8).IsName("Transparency"u8);

    private static bool HasState(RuleContext rules, PdfValue states)
    {
        if (!states.IsDictionary)
        {
            return false;
        }
        foreach (var entry in states.Entries())
        {
            var state = rules.Objects.Resolve(entry.Value);
            var mode = rules.Find(state, "BM"u8);
            var isPlain = mode.IsAbsent || mode.IsName("Normal"u8) || mode.IsName("Compatible"u8);
            var mask = rules.Find(state, "SMask"u8);
            if (!isPlain || !(mask.IsAbsent || mask.IsName("None"u8)) || IsFaint(rules, state))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsFaint(RuleContext rules, PdfValue state)
    {
        var (stroke, fill) = (rules.Find(state, "CA"u8), rules.Find(state, "ca"u8));
        return !(IsWhole(stroke) && IsWhole(fill));
    }

    private static bool IsWhole(PdfValue opacity) => opacity.IsAbsent || opacity.ToString() is "1" or "1.0";
}
