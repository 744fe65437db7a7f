// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What stands on every page around the form: mark of a draft, marks of copies, look-up code, page number.</summary>
internal sealed class PageFurniture
{
    private const double HeadTop = 24;
    private const double FootTop = 30; // from the lower edge
    private const double HeadOfCopy = 16;
    private static readonly TextStyle s_draft = new(FontStyle.Bold, 46);
    private static readonly PdfColor s_draftColor = PdfColor.Gray(222);

    private readonly FontLibrary _fonts;
    private readonly FormBook _book;
    private readonly ConversionMarks? _marks;

    public PageFurniture(FontLibrary fonts, FormBook book)
    {
        (_fonts, _book) = (fonts, book);
        _marks = book.Copy is ConversionCopy copy ? new ConversionMarks(fonts, copy, book) : null;
        HeadHeight = HeadMark is null ? 0 : HeadOfCopy;
        FootHeight = _marks?.Height ?? 0;
    }

    /// <summary>What it takes from the top of each page, in points.</summary>
    public double HeadHeight { get; }

    /// <summary>What it takes from the bottom of each page, in points.</summary>
    public double FootHeight { get; }

    private string? HeadMark =>
        _book.Copy switch
        {
            ExtractCopy => FormWords.Extract,
            ConversionCopy => FormWords.Conversion,
            _ => null,
        };

    /// <summary>What lies below the text of a page.</summary>
    public void Begin(PdfPage page)
    {
        if (!_book.IsDraft)
        {
            return;
        }
        using (page.Artifact(ArtifactKind.Pagination))
        {
            page.DrawRotatedText(
                page.Size.Width / 2,
                page.Size.Height / 2,
                54,
                FormWords.Draft,
                _fonts[s_draft.Face],
                s_draft.Size,
                s_draftColor
            );
        }
    }

    /// <summary>Heads and feet of all pages.</summary>
    public void Finish(FormPen pen)
    {
        var pages = pen.Document.Pages;
        for (var i = 0; i < pages.Count; i++)
        {
            var code = _book.LookupCodeOf(pen.Pages[i].SchoolYear);
            using (pages[i].Artifact(ArtifactKind.Pagination))
            {
                var foot = pages[i].Size.Height - FootTop;
                Line(pages[i], pen, $"{FormWords.LookupCode} {code}", FormStyles.Mark, Align.Left, foot);
                Line(pages[i], pen, $"Trang {i + 1}/{pages.Count}", FormStyles.Mark, Align.Right, foot);
                if (HeadMark is { } mark)
                {
                    Line(pages[i], pen, mark, FormStyles.MarkBold, Align.Center, HeadTop);
                }
                _marks?.Draw(pages[i], code, pen.Left, foot - _marks.Height, pen.Width);
            }
        }
    }

    private void Line(PdfPage page, FormPen pen, string text, TextStyle style, Align align, double top) =>
        FormPen.Draw(page, _fonts, text, style, align, pen.Left, pen.Width, top);
}
