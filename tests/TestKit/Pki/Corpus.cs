// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;

namespace HocBaSo.Signing.TestKit;

/// <summary>Test material with known answers that is not in the repository: HBS_CORPORA, or shared/corpora beside it.</summary>
public static class Corpus
{
    /// <summary>The folder; null when it isn't there.</summary>
    public static string? Find([CallerFilePath] string here = "")
    {
        if (Environment.GetEnvironmentVariable("HBS_CORPORA") is { Length: > 0 } configured)
        {
            return Directory.Exists(configured) ? configured : null;
        }

        return FindAbove(Path.GetDirectoryName(here)) ?? FindAbove(AppContext.BaseDirectory);
    }

    private static string? FindAbove(string? start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, "shared", "corpora");
            if (File.Exists(Path.Combine(candidate, "index.tsv")))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The rows of its index of one kind.</summary>
    public static IEnumerable<CorpusRow> Rows(string folder, string kind) =>
        File.ReadLines(Path.Combine(folder, "index.tsv"))
            .Select(line => line.Split('\t'))
            .Where(columns => columns.Length >= 4 && columns[1] == kind)
            .Select(columns => new CorpusRow(Path.Combine(folder, columns[0]), columns[2], columns[3]));
}

/// <summary>One case.</summary>
public sealed record CorpusRow(string File, string Expected, string Reason);
