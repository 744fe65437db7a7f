// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>Fonts: composite, embedded, with the program's own widths and a way back to text (ISO 19005-3 §6.2.11).</summary>
internal static partial class FontRules
{
    /// <summary>Checks all fonts.</summary>
    /// <returns>Of each font, by object number, what content may use.</returns>
    public static Dictionary<int, FontFacts> Check(RuleContext rules)
    {
        var fonts = new Dictionary<int, FontFacts>();
        foreach (var font in rules.OfType("Font"))
        {
            var place = RuleContext.Place(font);
            if (rules.Find(font.Value, "Subtype"u8).IsName("Type0"u8))
            {
                fonts.Add(font.Id.Number, CheckComposite(rules, font, place));
            }
            else
            {
                var isDescendant = rules.Find(font.Value, "Subtype"u8).IsName("CIDFontType2"u8);
                rules.Require(isDescendant, "6.2.11.4", place, "The font is of a type that we don't write.");
            }
        }
        return fonts;
    }

    private static FontFacts CheckComposite(RuleContext rules, PdfIndirect font, string place)
    {
        rules.Require(
            rules.Find(font.Value, "Encoding"u8).IsName("Identity-H"u8),
            "6.2.11.3.3",
            place,
            "It is not Identity-H."
        );
        var descendants = rules.Items(rules.Find(font.Value, "DescendantFonts"u8));
        rules.Require(descendants.Count == 1, "6.2.11.2", place, "It has not exactly one descendant.");
        var descendant = descendants.FirstOrDefault();
        rules.Require(
            rules.Find(descendant, "CIDToGIDMap"u8).IsName("Identity"u8),
            "6.2.11.3.2",
            place,
            "/CIDToGIDMap is not Identity."
        );
        var system = rules.Find(descendant, "CIDSystemInfo"u8);
        var isComplete =
            rules.Find(system, "Registry"u8).IsString
            && rules.Find(system, "Ordering"u8).IsString
            && rules.Find(system, "Supplement"u8).Kind == PdfKind.Integer;
        rules.Require(isComplete, "6.2.11.3.1", place, "/CIDSystemInfo is not complete.");
        var descriptor = rules.Find(descendant, "FontDescriptor"u8);
        CheckNames(rules, font.Value, descendant, descriptor, place);
        var widths = Widths(rules, rules.Find(descendant, "W"u8));
        CheckProgram(
            rules,
            rules.Stream(descriptor.IsDictionary ? descriptor.Find("FontFile2"u8) : default),
            widths,
            place
        );
        return new FontFacts(widths.Count, Mapped(rules, rules.Stream(font.Value.Find("ToUnicode"u8)), place));
    }

    private static void CheckNames(
        RuleContext rules,
        PdfValue font,
        PdfValue descendant,
        PdfValue descriptor,
        string place
    )
    {
        var name = rules.Find(font, "BaseFont"u8).ToString();
        var isOne =
            rules.Find(descendant, "BaseFont"u8).ToString() == name
            && rules.Find(descriptor, "FontName"u8).ToString() == name;
        rules.Require(isOne, "6.2.11.2", place, "The names of the font differ.");
        rules.Require(SubsetName().IsMatch(name), "6.2.11.4.2", place, "The name has no tag of a subset.");
    }

    private static List<long> Widths(RuleContext rules, PdfValue array)
    {
        // as we write it: one run from 0
        var items = rules.Items(array);
        return items is [{ Kind: PdfKind.Integer, Integer: 0 }, { IsArray: true } run]
            ? rules.Items(run).ConvertAll(width => width.Integer)
            : [];
    }

    private static void CheckProgram(RuleContext rules, PdfIndirect? stream, List<long> widths, string place)
    {
        if (stream is not { } program)
        {
            rules.Require(false, "6.2.11.4.1", place, "The font is not embedded.");
            return;
        }
        var octets = rules.Decode(program);
        var length = rules.Find(program.Value, "Length1"u8);
        rules.Require(
            length.Kind == PdfKind.Integer && length.Integer == octets.Length,
            "6.2.11.2",
            place,
            "/Length1 is wrong."
        );
        var tables = TableDirectory.Read(octets);
        var glyphs = tables.Required("maxp").U16(4);
        var unitsPerEm = tables.Required("head").U16(18);
        var (advances, _) = HorizontalMetrics.Read(tables, glyphs);
        rules.Require(
            widths.Count > 0 && widths.Count <= glyphs,
            "6.2.11.4.2",
            place,
            "There are codes without glyphs."
        );
        for (var i = 0; i < Math.Min(widths.Count, glyphs); i++)
        {
            var isEqual = Math.Abs(widths[i] - (advances[i] * 1000.0 / unitsPerEm)) <= 1;
            rules.Require(isEqual, "6.2.11.5", place, $"The width of code {i} is not that of the program.");
        }
    }

    private static HashSet<int> Mapped(RuleContext rules, PdfIndirect? stream, string place)
    {
        var mapped = new HashSet<int>();
        if (stream is not { } cmap)
        {
            rules.Require(false, "6.2.11.7.2", place, "There is no /ToUnicode.");
            return mapped;
        }
        foreach (Match range in BfRange().Matches(Encoding.ASCII.GetString(rules.Decode(cmap).Span)))
        {
            var (first, last) = (Hex(range.Groups[1].Value), Hex(range.Groups[2].Value));
            var isText = range.Groups[3].Value is not ("0000" or "FEFF" or "FFFE");
            rules.Require(isText, "6.2.11.7.2", place, $"Code {first} is mapped to no character.");
            mapped.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        return mapped;
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4,8})>")]
    private static partial Regex BfRange();

    [GeneratedRegex(@"^/[A-Z]{6}\+")]
    private static partial Regex SubsetName();
}
