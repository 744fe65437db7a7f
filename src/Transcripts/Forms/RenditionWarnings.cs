// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What a person should know about a rendition; no content of the transcript.</summary>
internal static class RenditionWarnings
{
    private const int MaxCharacters = 20;

    public static IReadOnlyList<string> Of(PdfDocumentBuilder document, FormBook book)
    {
        var warnings = new List<string>();
        foreach (var year in book.Years)
        {
            AddMissing(warnings, year.Transcript);
        }
        AddReplaced(warnings, document.ReplacedCharacters);
        return warnings;
    }

    private static void AddMissing(List<string> warnings, Transcript transcript)
    {
        var year = transcript.Header.SchoolYear;
        if (transcript.Subjects.Count == 0)
        {
            warnings.Add($"Năm học {year}: chưa có kết quả môn học.");
        }
        if (transcript.Summary is null)
        {
            warnings.Add($"Năm học {year}: chưa có phần tổng kết.");
        }
    }

    private static void AddReplaced(List<string> warnings, IReadOnlyDictionary<int, int> replaced)
    {
        foreach (var (point, count) in replaced.Take(MaxCharacters))
        {
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Ký tự U+{point:X4} không vẽ được, thay bằng ô trống ({count} lần)."
                )
            );
        }
        if (replaced.Count > MaxCharacters)
        {
            warnings.Add($"Và {replaced.Count - MaxCharacters} ký tự khác không vẽ được.");
        }
    }
}
