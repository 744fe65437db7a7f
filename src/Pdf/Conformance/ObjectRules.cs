// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>Every object by itself: syntax, limits, streams, forbidden actions (ISO 19005-3 §6.1.5 to §6.1.13, §6.5).</summary>
internal static class ObjectRules
{
    private const int MaxString = 32_767;
    private const int MaxName = 127;

    private static readonly string[] s_forbiddenActions =
    [
        "Launch",
        "Sound",
        "Movie",
        "ResetForm",
        "ImportData",
        "Hide",
        "SetOCGState",
        "Rendition",
        "Trans",
        "GoTo3DView",
        "JavaScript",
    ];

    public static void Check(RuleContext rules)
    {
        foreach (var indirect in rules.All)
        {
            var place = RuleContext.Place(indirect);
            if (indirect.IsStream)
            {
                CheckStream(rules, indirect, place);
            }
            if (indirect.EndOffset > 0)
            {
                CheckSpacing(rules, indirect, place);
            }
            Walk(rules, indirect.Value, place);
        }
    }

    private static void CheckStream(RuleContext rules, PdfIndirect stream, string place)
    {
        foreach (var key in new[] { "F", "FFilter", "FDecodeParms" })
        {
            var isThere = !rules.Find(stream.Value, Encoding.ASCII.GetBytes(key)).IsAbsent;
            rules.Require(!isThere, "6.1.7.1", place, "A stream is kept in another file.");
        }
        var filter = rules.Find(stream.Value, "Filter"u8);
        var filters = filter.IsArray ? rules.Items(filter) : [filter];
        var isAllowed = filters.TrueForAll(f =>
            f.IsAbsent || f.IsName("FlateDecode"u8) || f.IsName("DCTDecode"u8) || f.IsName("RunLengthDecode"u8)
        );
        rules.Require(isAllowed, "6.1.7.2", place, "A stream has a filter that is forbidden or that we don't write.");
        if (filters.Exists(f => f.IsName("FlateDecode"u8)) && !filters.Exists(f => f.IsName("DCTDecode"u8)))
        {
            rules.Decode(stream);
        }
    }

    // §6.1.9: number, generation and obj with single spaces, an end of line around each keyword
    private static void CheckSpacing(RuleContext rules, PdfIndirect indirect, string place)
    {
        var part = rules.File.PartAt(indirect.Offset);
        var start = (int)(indirect.Offset - part.Origin);
        var head = Encoding.ASCII.GetBytes($"{indirect.Id.Number} {indirect.Id.Generation} obj");
        var octets = part.Span[start..];
        var isSpaced =
            octets.StartsWith(head)
            && octets[head.Length] is (byte)'\n' or (byte)'\r'
            && (start == 0 || part.Span[start - 1] is (byte)'\n' or (byte)'\r');
        rules.Require(isSpaced, "6.1.9", place, "The object does not begin on a line of its own.");
        var end = part.Span[..(int)(indirect.EndOffset - part.Origin)];
        var keyword = end.LastIndexOf("endobj"u8);
        rules.Require(
            keyword > 0 && end[keyword - 1] is (byte)'\n' or (byte)'\r',
            "6.1.9",
            place,
            "The object does not end on a line of its own."
        );
    }

    private static void Walk(RuleContext rules, PdfValue value, string place)
    {
        var waiting = new Stack<PdfValue>([value]);
        while (waiting.TryPop(out var next))
        {
            switch (next.Kind)
            {
                case PdfKind.Dictionary:
                    CheckAction(rules, next, place);
                    foreach (var entry in next.Entries())
                    {
                        waiting.Push(entry.Key);
                        waiting.Push(entry.Value);
                    }
                    break;
                case PdfKind.Array:
                    foreach (var item in next.Items())
                    {
                        waiting.Push(item);
                    }
                    break;
                default:
                    CheckSimple(rules, next, place);
                    break;
            }
        }
    }

    private static void CheckSimple(RuleContext rules, PdfValue value, string place)
    {
        switch (value.Kind)
        {
            case PdfKind.Integer:
                rules.Require(
                    value.Integer is >= int.MinValue and <= int.MaxValue,
                    "6.1.13",
                    place,
                    "An integer is too large."
                );
                break;
            case PdfKind.Name:
                rules.Require(value.Raw.Length <= MaxName + 1, "6.1.13", place, "A name is too long.");
                break;
            case PdfKind.HexString:
                // the value of a signature is as long as it is (§6.1.13 does not reckon with it)
                rules.Require(
                    value.Raw.Length % 2 == 0,
                    "6.1.6",
                    place,
                    "A hexadecimal string has an odd number of digits."
                );
                break;
            case PdfKind.LiteralString:
                rules.Require(PdfStrings.Octets(value).Length <= MaxString, "6.1.13", place, "A string is too long.");
                break;
        }
    }

    private static void CheckAction(RuleContext rules, PdfValue dictionary, string place)
    {
        var action = rules.Find(dictionary, "S"u8);
        if (action.Kind == PdfKind.Name)
        {
            var isForbidden = s_forbiddenActions.Any(name => action.IsName(Encoding.ASCII.GetBytes(name)));
            rules.Require(!isForbidden, "6.5.1", place, $"The action {action} is forbidden.");
        }
        rules.Require(rules.Find(dictionary, "AA"u8).IsAbsent, "6.5.2", place, "There are additional actions.");
        rules.Require(rules.Find(dictionary, "PresSteps"u8).IsAbsent, "6.10", place, "There are presentation steps.");
        rules.Require(
            rules.Find(dictionary, "AlternatePresentations"u8).IsAbsent,
            "6.10",
            place,
            "There are alternate presentations."
        );
    }
}
