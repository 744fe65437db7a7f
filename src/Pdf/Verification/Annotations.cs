// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Which annotations may come later where annotations are allowed at all (DocMDP level 3).</summary>
internal static class Annotations
{
    // Not Ink, Line, Square, Circle, Polygon, PolyLine, Underline, Squiggly and StrikeOut: a white line over an 8 leaves a 3, and
    // many or thick ones nothing.
    private static readonly HashSet<string> Comments = new(StringComparer.Ordinal)
    {
        "Text",
        "Popup",
        "Highlight",
        "Caret",
    };

    // An appearance draws anything; actions run.
    private static readonly string[] Refused = ["AP", "A", "AA", "PA", "OC", "MK"];

    /// <summary>True for a comment whose look the viewer makes and that leaves what is below it to be seen.</summary>
    public static bool IsComment(PdfIndirect found)
    {
        if (!found.Value.IsDictionary || found.IsStream)
        {
            return false;
        }
        var entries = ValueComparison.Entries(found.Value);
        return entries.TryGetValue("Subtype", out var subtype)
            && subtype.Kind == PdfKind.Name
            && Comments.Contains(PdfNames.Decode(subtype))
            && !Refused.Any(entries.ContainsKey);
    }
}
