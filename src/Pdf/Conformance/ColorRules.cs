// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Text;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>Output intent, images, graphics states (ISO 19005-3 §6.2.3 to §6.2.10).</summary>
internal static class ColorRules
{
    private static readonly string[] s_blendModes = ["Normal", "Compatible", "Multiply"];

    public static void Check(RuleContext rules)
    {
        CheckIntent(rules);
        foreach (var image in rules.All.Where(o => o.IsStream && rules.Find(o.Value, "Subtype"u8).IsName("Image"u8)))
        {
            CheckImage(rules, image);
        }
        foreach (var form in rules.All.Where(o => o.IsStream && rules.Find(o.Value, "Subtype"u8).IsName("Form"u8)))
        {
            var place = RuleContext.Place(form);
            rules.Require(rules.Find(form.Value, "OPI"u8).IsAbsent, "6.2.9", place, "The form has /OPI.");
            rules.Require(rules.Find(form.Value, "PS"u8).IsAbsent, "6.2.9", place, "The form has PostScript.");
            rules.Require(rules.Find(form.Value, "Ref"u8).IsAbsent, "6.2.9", place, "The form refers to another file.");
        }
        foreach (var resources in rules.All.Select(o => rules.Find(rules.Find(o.Value, "Resources"u8), "ExtGState"u8)))
        {
            CheckStates(rules, resources);
        }
    }

    private static void CheckIntent(RuleContext rules)
    {
        var intents = rules.Items(rules.Find(rules.Catalog, "OutputIntents"u8));
        rules.Require(intents.Count == 1, "6.2.3", "catalog", "There is not exactly one output intent.");
        foreach (var intent in intents)
        {
            rules.Require(rules.Find(intent, "S"u8).IsName("GTS_PDFA1"u8), "6.2.3", "catalog", "It is not for PDF/A.");
            var hasName = rules.Find(intent, "OutputConditionIdentifier"u8).IsString;
            rules.Require(hasName, "6.2.3", "catalog", "The output intent has no identifier.");
            CheckProfile(rules, rules.Stream(intent.Find("DestOutputProfile"u8)));
        }
    }

    private static void CheckProfile(RuleContext rules, PdfIndirect? stream)
    {
        const string Place = "output intent";
        if (stream is not { } profile)
        {
            rules.Require(false, "6.2.3", Place, "The output intent has no profile.");
            return;
        }
        var octets = rules.Decode(profile).Span;
        var isWhole = octets.Length >= 132 && BinaryPrimitives.ReadInt32BigEndian(octets) == octets.Length;
        rules.Require(isWhole, "6.2.3", Place, "The profile is not as long as it says.");
        if (isWhole)
        {
            rules.Require(
                octets[8] < 5 && octets.Slice(36, 4).SequenceEqual("acsp"u8),
                "6.2.3",
                Place,
                "It is no ICC profile."
            );
            var isDevice = octets.Slice(12, 4).SequenceEqual("mntr"u8) || octets.Slice(12, 4).SequenceEqual("prtr"u8);
            rules.Require(isDevice, "6.2.3", Place, "The profile is of no output device.");
            // we write DeviceRGB and DeviceGray, and both are defined by a profile of RGB (§6.2.4.3)
            rules.Require(octets.Slice(16, 4).SequenceEqual("RGB "u8), "6.2.4.3", Place, "The profile is not of RGB.");
            var components = rules.Find(profile.Value, "N"u8);
            rules.Require(components is { Kind: PdfKind.Integer, Integer: 3 }, "6.2.4.2", Place, "/N is not 3.");
        }
    }

    private static void CheckImage(RuleContext rules, PdfIndirect image)
    {
        var place = RuleContext.Place(image);
        rules.Require(rules.Find(image.Value, "Alternates"u8).IsAbsent, "6.2.8", place, "The image has alternates.");
        rules.Require(rules.Find(image.Value, "OPI"u8).IsAbsent, "6.2.8", place, "The image has /OPI.");
        rules.Require(!rules.Find(image.Value, "Interpolate"u8).IsTrue, "6.2.8", place, "The image is interpolated.");
        var bits = rules.Find(image.Value, "BitsPerComponent"u8);
        var isDepth = bits.Kind == PdfKind.Integer && bits.Integer is 1 or 2 or 4 or 8 or 16;
        rules.Require(isDepth, "6.2.8", place, "The image's depth is none of 1, 2, 4, 8, 16.");
        var space = rules.Find(image.Value, "ColorSpace"u8);
        var name = space.IsArray ? rules.Items(space).ElementAtOrDefault(1) : space;
        var isKnown = name.IsName("DeviceRGB"u8) || name.IsName("DeviceGray"u8);
        rules.Require(isKnown, "6.2.4", place, $"The colour space {name} is not covered by the output intent.");
    }

    private static void CheckStates(RuleContext rules, PdfValue states)
    {
        if (!states.IsDictionary)
        {
            return;
        }
        foreach (var entry in states.Entries())
        {
            var state = rules.Objects.Resolve(entry.Value);
            rules.Require(
                rules.Find(state, "TR"u8).IsAbsent,
                "6.2.5",
                entry.Key.ToString(),
                "There is a transfer function."
            );
            rules.Require(
                rules.Find(state, "HTP"u8).IsAbsent,
                "6.2.5",
                entry.Key.ToString(),
                "There is a halftone phase."
            );
            var mode = rules.Find(state, "BM"u8);
            var isKnown = mode.IsAbsent || s_blendModes.Any(name => mode.IsName(Encoding.ASCII.GetBytes(name)));
            rules.Require(isKnown, "6.2.10", entry.Key.ToString(), $"The blend mode {mode} is none that we write.");
        }
    }
}
