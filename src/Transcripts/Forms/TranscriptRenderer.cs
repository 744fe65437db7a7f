// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Draws transcripts as the ministry's forms. Made once, safe for many threads; pure: it reads no file and no clock, and equal
/// requests give equal octets.
/// </summary>
public sealed class TranscriptRenderer
{
    private readonly FontLibrary _fonts;
    private readonly RendererOptions _options;

    /// <summary>Makes a renderer.</summary>
    /// <param name="fonts">The faces.</param>
    /// <param name="options">Null for the defaults.</param>
    public TranscriptRenderer(FontLibrary fonts, RendererOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fonts);
        (_fonts, _options) = (fonts, options ?? new RendererOptions());
    }

    /// <summary>Renders one pupil's transcript or book.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>: no years or too many, of different pupils, out of order or not linked
    /// (the message names the year); an extract of what is not there; a mark of a conversion that is missing or too long.
    /// <see cref="SigningErrorKind.MalformedDocument"/>: a look-up code that can't be printed.
    /// <see cref="SigningErrorKind.DocumentTooLarge"/>: more pages than <see cref="RendererOptions.MaxPages"/>.
    /// </exception>
    public Rendition Render(RenditionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestCheck.CheckCount(request.Years);
        var form = FormCatalog.Of(request.Years[0].Transcript.Header.Level);
        RequestCheck.Run(request, form);
        var book = new FormBook(request, form, _options.Zone);
        using var document = new PdfDocumentBuilder(_fonts, DocumentOptions(request, book));
        var pen = Draw(document, book, _options.MaxPages);
        Attach(document, request);
        return new Rendition
        {
            Document = document.ToArray(),
            Form = form.Id,
            Pages = pen.Pages,
            IsDraft = book.IsDraft,
            Warnings = RenditionWarnings.Of(document, book),
            SignatureFields = pen.SignatureFields,
        };
    }

    /// <summary>Lays out and draws all pages; the document is not ended.</summary>
    internal static FormPen Draw(PdfDocumentBuilder document, FormBook book, int maxPages)
    {
        var pen = new FormPen(document, new PageFurniture(document.Fonts, book), maxPages);
        DrawPages(pen, book);
        pen.Finish();
        return pen;
    }

    private static void DrawPages(FormPen pen, FormBook book)
    {
        foreach (var page in book.Form.Layout.Where(static page => !page.IsYearly))
        {
            DrawPage(pen, book, page, book.NewestYear, null);
        }
        foreach (var year in book.Years)
        {
            foreach (var page in book.Form.Layout.Where(page => page.IsYearly && page.IsNeededFor(year)))
            {
                DrawPage(pen, book, page, year, year.Transcript.Header.SchoolYear);
            }
        }
        if (book.Copy is ExtractCopy)
        {
            ExtractEnd.Draw(pen, book);
        }
    }

    private static void DrawPage(FormPen pen, FormBook book, FormPage page, SignedTranscript year, string? schoolYear)
    {
        if (book.Copy is ExtractCopy extract && !IsChosen(extract, page, schoolYear))
        {
            return;
        }
        pen.Begin(page.Key, schoolYear);
        page.Draw(pen, book, year);
    }

    private static bool IsChosen(ExtractCopy extract, FormPage page, string? schoolYear) =>
        extract.Pages.Count == 0
            ? page.ListsSubjects
            : extract.Pages.Contains(page.Key, StringComparer.Ordinal)
                || (
                    schoolYear is not null && extract.Pages.Contains($"{page.Key}:{schoolYear}", StringComparer.Ordinal)
                );

    private static void Attach(PdfDocumentBuilder document, RenditionRequest request)
    {
        if (request.Copy != RenditionCopy.Whole || request.Conformance == PdfConformance.PdfA1b)
        {
            return;
        }
        foreach (var year in request.Years)
        {
            if (!year.Xml.IsEmpty)
            {
                var header = year.Transcript.Header;
                document.Attach(
                    $"{header.LookupCode}.xml",
                    "text/xml",
                    year.Xml.Span,
                    $"Học bạ số năm học {header.SchoolYear}",
                    TimeOf(year)
                );
            }
        }
    }

    private PdfDocumentOptions DocumentOptions(RenditionRequest request, FormBook book) =>
        new()
        {
            Conformance = request.Conformance,
            Title = book.Form.Title,
            Author = book.Newest.Header.SchoolName,
            Subject = $"{FormWords.LookupCode} {book.Newest.Header.LookupCode}",
            Creator = _options.Creator,
            CreationTime = (request.Time ?? book.Years.Max(TimeOf)).ToOffset(_options.Zone),
        };

    /// <summary>The newest signature's time, or what else the transcript says of time: never the clock.</summary>
    private static DateTimeOffset TimeOf(SignedTranscript year)
    {
        DateTimeOffset? newest = null;
        foreach (var signature in year.Signatures)
        {
            newest = newest is null || signature.Time > newest ? signature.Time ?? newest : newest;
        }
        if (newest is { } time)
        {
            return time;
        }
        if (year.Transcript.Release is { } release)
        {
            return new DateTimeOffset(release.EffectiveOn, TimeOnly.MinValue, TimeSpan.Zero);
        }
        var text = year.Transcript.Header.SchoolYear.AsSpan();
        var isYear = int.TryParse(
            text[..Math.Min(4, text.Length)],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var first
        );
        return new DateTimeOffset(isYear && first is >= 1900 and <= 9998 ? first : 2000, 9, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
