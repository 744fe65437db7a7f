// SPDX-License-Identifier: Apache-2.0
using System.Text.RegularExpressions;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>What a signature covers, in the words of a language: neighbours of the same kind in one line.</summary>
internal sealed partial class CoverageWording(ReportTexts texts)
{
    /// <summary>One line for each run of parts with the same path.</summary>
    public string Of(SignatureReport signature)
    {
        var lines = new List<string>();
        for (var index = 0; index < signature.SignedData.Count; )
        {
            var path = PathOf(signature, index);
            var ids = new List<string>();
            for (; index < signature.SignedData.Count && PathOf(signature, index) == path; index++)
            {
                ids.Add(signature.SignedData[index]);
            }
            lines.Add(Line(path, ids));
        }
        return lines.Count == 0 ? texts.NothingCovered : string.Join('\n', lines);
    }

    // null where a format has no paths, empty where a reference leads nowhere
    private static string? PathOf(SignatureReport signature, int index) =>
        index < signature.SignedPaths.Count ? signature.SignedPaths[index] : null;

    private string Line(string? path, List<string> ids)
    {
        var named = ids.Where(static id => id.Length > 0).Select(VisibleText.Of).ToList();
        var what = path switch
        {
            null => null,
            "" => texts.DataNotFound,
            _ => PartOf(path),
        };
        if (named.Count == 0)
        {
            return what is null ? texts.WholeDocument : $"{texts.WholeDocument}: {what}";
        }
        if (what is null)
        {
            return string.Join(", ", named);
        }
        var counted = named.Count == 1 ? what : ReportWording.Fill(texts.CoveredParts, what, named.Count);
        return $"{counted}: {string.Join(", ", named)}";
    }

    private string PartOf(string path)
    {
        if (path == "covers whole file")
        {
            return texts.CoversWholeFile;
        }
        if (Revision().Match(path) is { Success: true } revision)
        {
            return ReportWording.Fill(texts.CoversRevision, revision.Groups[1].Value, revision.Groups[2].Value);
        }
        var shown = VisibleText.Of(path);
        return texts.Parts.TryGetValue(path, out var part) ? $"{part} [{shown}]" : shown;
    }

    // What the verifier of PDF says of a signature that others came after.
    [GeneratedRegex("^covers revision ([0-9]{1,9}) of ([0-9]{1,9})$", RegexOptions.CultureInvariant)]
    private static partial Regex Revision();
}
