// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Which annotations may come later where annotations are allowed at all (DocMDP level 3).</summary>
internal static class Annotations
{
    // §12.5.3: flags 2 and 6.
    private const int Hidden = 1 << 1;
    private const int NoView = 1 << 5;

    // What viewers make of these covers what is there as well: an icon a digit, a black marker a word, a white line over an 8 leaves
    // a 3. So all but the window of a comment may only be there for lists of comments.
    private static readonly HashSet<string> Comments = new(StringComparer.Ordinal) { "Text", "Highlight", "Caret" };

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
            && !Refused.Any(entries.ContainsKey)
            && (subtype.IsName("Popup"u8) || (Comments.Contains(PdfNames.Decode(subtype)) && IsNotShown(entries)));
    }

    private static bool IsNotShown(Dictionary<string, PdfValue> entries) =>
        entries.TryGetValue("F", out var flags)
        && flags.Kind == PdfKind.Integer
        && (flags.Integer & (Hidden | NoView)) != 0;
}
