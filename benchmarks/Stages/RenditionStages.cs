// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>One year's paper form of a lower secondary school as PDF/A-3b, with all signatures in words.</summary>
internal static class RenditionStages
{
    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        new("render.page", "the page of the year's results", Page),
        new("render.book", "seven pages", () => Render(Year() with { Xml = default })),
        new("render.book.attached", "seven pages, XML attached", () => Render(Year())),
    ];

    // One page of the form as a document of its own: its text, its fonts, compressed.
    private static Stage Page()
    {
        var fonts = FontLibrary.Load();
        var year = Year();
        var options = new RendererOptions();
        var form = FormCatalog.Of(year.Transcript.Header.Level);
        var book = new FormBook(new RenditionRequest { Years = [year] }, form, options.Zone);
        var page = form.Layout.Single(static page => page.Key == "summary");
        var document = new PdfDocumentOptions { Title = form.Title, CreationTime = Signatories.Time };
        return new Stage(() =>
        {
            using var builder = new PdfDocumentBuilder(fonts, document);
            var pen = new FormPen(builder, new PageFurniture(fonts, book), options.MaxPages);
            pen.Begin(page.Key, year.Transcript.Header.SchoolYear);
            page.Draw(pen, book, year);
            pen.Finish();
            builder.ToArray();
            return Require(pen.Pages.Count, 1);
        });
    }

    private static Stage Render(SignedTranscript year)
    {
        var renderer = new TranscriptRenderer(FontLibrary.Load());
        var request = new RenditionRequest { Years = [year] };
        return new Stage(() => Require(renderer.Render(request).Pages.Count, 7));
    }

    private static int Require(int pages, int expected) =>
        pages == expected ? 0 : throw new InvalidOperationException($"{pages} pages instead of {expected}.");

    private static SignedTranscript Year()
    {
        var sample = SampleDocuments.Transcript;
        return new SignedTranscript
        {
            Transcript = sample.Transcript,
            Xml = sample.Xml,
            State = SealState.Complete,
            Signatures = [.. sample.Claims.Select(Signature)],
        };
    }

    private static TranscriptSignature Signature(RoleClaim claim, int index) =>
        new()
        {
            Role = claim,
            Signer = claim.Subject is { } subject
                ? SampleDocuments.School.Teachers[subject].FullName
                : SampleDocuments.School.Principal.FullName,
            Serial = $"5A3F00000000000000000000000000{index:D2}",
            Time = Signatories.Time.AddMinutes(index),
        };
}
