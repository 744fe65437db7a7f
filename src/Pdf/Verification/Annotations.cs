// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Which annotations may come later where annotations are allowed at all (DocMDP level 3).</summary>
internal static class Annotations
{
    // §12.5.3. What is hidden shows nowhere; what is only not viewed may be printed, or shown under the pointer.
    private const long Hidden = 1 << 1;
    private const long Print = 1 << 2;
    private const long NoView = 1 << 5;
    private const long ToggleNoView = 1 << 8;

    // An appearance draws anything; actions run; a blend mode of its own can make a light colour cover.
    private static readonly string[] Refused = ["AP", "A", "AA", "PA", "OC", "MK", "BM"];

    /// <summary>True for a comment whose look the viewer makes and that leaves what is below it to be seen.</summary>
    public static bool IsComment(PdfIndirect found)
    {
        if (!found.Value.IsDictionary || found.IsStream)
        {
            return false;
        }
        var entries = ValueComparison.Entries(found.Value);
        if (
            Refused.Any(entries.ContainsKey)
            || !entries.TryGetValue("Subtype", out var subtype)
            || subtype.Kind != PdfKind.Name
        )
        {
            return false;
        }
        // Not Ink, Line, Square, Circle, Polygon, PolyLine, Underline, Squiggly and StrikeOut: a white line over an 8 leaves a 3,
        // and many or thick ones nothing. The icons of Text and Caret cover what is below them.
        return PdfNames.Decode(subtype) switch
        {
            "Text" or "Caret" => IsHidden(entries),
            "Popup" => IsHidden(entries) || IsClosed(entries),
            "Highlight" => IsHidden(entries) || IsYellow(entries),
            _ => false,
        };
    }

    private static bool IsHidden(Dictionary<string, PdfValue> entries) =>
        entries.TryGetValue("F", out var flags)
        && flags.Kind == PdfKind.Integer
        && ((flags.Integer & Hidden) != 0 || (flags.Integer & (NoView | Print | ToggleNoView)) == NoView);

    private static bool IsClosed(Dictionary<string, PdfValue> entries) =>
        !entries.TryGetValue("Open", out var open) || (open.Kind == PdfKind.Boolean && !open.IsTrue);

    // Viewers multiply, and the colours of several with one another: where red and green stay whole, no number of them is dark.
    private static bool IsYellow(Dictionary<string, PdfValue> entries)
    {
        if (!entries.TryGetValue("C", out var colour) || !colour.IsArray)
        {
            return false;
        }
        var parts = new List<double>();
        foreach (var part in colour.Items())
        {
            if (
                parts.Count == 3
                || !double.TryParse(
                    part.Raw,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                return false;
            }
            parts.Add(number);
        }
        return parts is [1, 1, >= 0 and <= 1];
    }
}
