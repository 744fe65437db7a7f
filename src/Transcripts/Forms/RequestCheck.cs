// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What a request has to fulfil before anything is drawn.</summary>
internal static class RequestCheck
{
    private const int MaxYears = 12;
    private const int MaxCode = 64;

    /// <summary>Checks the years, their links, and what the copy chooses.</summary>
    public static void Run(RenditionRequest request, TranscriptForm form)
    {
        var years = request.Years;
        for (var i = 0; i < years.Count; i++)
        {
            CheckYear(years[i].Transcript.Header, i);
            if (i > 0)
            {
                CheckLink(years[i - 1], years[i], i);
                CheckCode(years, i);
            }
        }
        if (request.Copy is ExtractCopy extract)
        {
            CheckExtract(extract, years, form);
        }
    }

    public static void CheckCount(IReadOnlyList<SignedTranscript> years)
    {
        if (years.Count is 0 or > MaxYears)
        {
            throw Invalid($"A rendition is made from 1 to {MaxYears} transcripts.", "transcripts");
        }
    }

    // the code names the attached file and is printed on one line
    private static void CheckYear(TranscriptHeader header, int index)
    {
        if (header.LookupCode.Length is 0 or > MaxCode || !header.LookupCode.All(char.IsAsciiLetterOrDigit))
        {
            throw new SigningException(
                SigningErrorKind.MalformedDocument,
                "The look-up code is not made of letters and digits.",
                $"transcripts[{index}]"
            );
        }
    }

    private static void CheckLink(SignedTranscript before, SignedTranscript year, int index)
    {
        var (old, header) = (before.Transcript.Header, year.Transcript.Header);
        var field = $"transcripts[{index}]";
        if (old.Pupil.PersonalId != header.Pupil.PersonalId || old.Level != header.Level)
        {
            throw Invalid($"The transcript of {header.SchoolYear} is of another pupil or level.", field);
        }
        if (string.CompareOrdinal(old.SchoolYear, header.SchoolYear) >= 0)
        {
            throw Invalid($"The transcript of {header.SchoolYear} does not follow that of {old.SchoolYear}.", field);
        }
        if (
            header.PreviousYear is not { } link
            || !string.Equals(link.LookupCode, old.LookupCode, StringComparison.OrdinalIgnoreCase)
            || !string.Equals(
                link.DigestValue,
                Convert.ToHexString(SHA256.HashData(before.Xml.Span)),
                StringComparison.OrdinalIgnoreCase
            )
        )
        {
            throw Invalid($"The transcript of {header.SchoolYear} does not name the file of {old.SchoolYear}.", field);
        }
    }

    // a code stands for one transcript, and names the attached file
    private static void CheckCode(IReadOnlyList<SignedTranscript> years, int index)
    {
        var code = years[index].Transcript.Header.LookupCode;
        for (var i = 0; i < index; i++)
        {
            if (string.Equals(years[i].Transcript.Header.LookupCode, code, StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid("Two of the transcripts have the same look-up code.", $"transcripts[{index}]");
            }
        }
    }

    private static void CheckExtract(ExtractCopy extract, IReadOnlyList<SignedTranscript> years, TranscriptForm form)
    {
        if (extract.Pages.Count == 0 && extract.Subjects.Count == 0)
        {
            throw Invalid("An extract chooses at least one page or subject.", "extract");
        }
        foreach (var page in extract.Pages)
        {
            var parts = page.Split(':', 2);
            var isYear = parts.Length == 1 || years.Any(y => y.Transcript.Header.SchoolYear == parts[1]);
            if (!isYear || !form.Layout.Any(p => p.Key == parts[0] && (parts.Length == 1 || p.IsYearly)))
            {
                throw Invalid("The form has no page that the extract names.", "extract.pages");
            }
        }
        foreach (var code in extract.Subjects)
        {
            if (!years.Any(year => year.Transcript.Subjects.Any(subject => subject.Code == code)))
            {
                throw Invalid("The transcript has no subject that the extract names.", "extract.subjects");
            }
        }
    }

    private static SigningException Invalid(string message, string field) =>
        new(SigningErrorKind.InvalidRequest, message, field);
}
