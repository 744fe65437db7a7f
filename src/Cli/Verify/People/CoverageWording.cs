// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>What a signature covers, in the words of a language: neighbours of the same kind in one line.</summary>
internal sealed class CoverageWording(ReportTexts texts)
{
    /// <summary>One line for each run of parts with the same path.</summary>
    public string Of(SignatureReport signature)
    {
        if (signature.Coverage is { } coverage)
        {
            return $"{Of(coverage)}: {string.Join(", ", signature.SignedData.Select(VisibleText.Of))}";
        }
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

    private string Of(RevisionCoverage coverage) =>
        coverage.IsWholeFile
            ? texts.CoversWholeFile
            : ReportWording.Fill(texts.CoversRevision, coverage.Number, coverage.Count);

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
        var shown = VisibleText.Of(path);
        return texts.Parts.TryGetValue(path, out var part) ? $"{part} [{shown}]" : shown;
    }
}
