// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Writes pages from the top down. Whatever is drawn asks for room first; where there is none, the form page continues on
/// the next sheet, so that nothing is cut and nothing is drawn over. Points; the origin is the top left corner.
/// </summary>
internal sealed partial class FormPen
{
    private const double Side = 51; // 18 mm

    /// <summary>Between the margins, in points.</summary>
    public const double TextWidth = 595.28 - (2 * Side);

    private const double TopMargin = 45;
    private const double BottomMargin = 44;
    private const double ContinuedHeight = 22;

    private readonly PageFurniture _furniture;
    private readonly int _maxPages;
    private readonly List<RenditionPage> _pages = [];
    private readonly List<string> _fields = [];
    private PdfPage? _page;
    private StructureElement? _section;

    public FormPen(PdfDocumentBuilder document, PageFurniture furniture, int maxPages)
    {
        (Document, _furniture, _maxPages) = (document, furniture, maxPages);
        Top = TopMargin + furniture.HeadHeight;
        Bottom = PageSize.A4.Height - BottomMargin - furniture.FootHeight;
    }

    public PdfDocumentBuilder Document { get; }

    public FontLibrary Fonts => Document.Fonts;

    /// <summary>The page that is written on.</summary>
    public PdfPage Page => _page ?? throw new InvalidOperationException("No page has begun.");

    /// <summary>The form page in the structure.</summary>
    public StructureElement Section => _section ?? throw new InvalidOperationException("No page has begun.");

    public IReadOnlyList<RenditionPage> Pages => _pages;

    /// <summary>Names of the signature fields that were reserved.</summary>
    public IReadOnlyList<string> SignatureFields => _fields;

    public double Left => Side;

    public double Right => PageSize.A4.Width - Side;

    public double Width => Right - Left;

    public double Middle => PageSize.A4.Width / 2;

    public double Top { get; }

    public double Bottom { get; }

    /// <summary>How far down the page is used.</summary>
    public double Y { get; set; }

    public double Room => Bottom - Y;

    /// <summary>What a continuation sheet has to offer.</summary>
    public double FreshRoom => Bottom - Top - ContinuedHeight;

    /// <summary>True at the top of a sheet: more room can't be had.</summary>
    public bool IsFresh => Y <= Top + ContinuedHeight;

    /// <summary>Begins a form page on a sheet of its own.</summary>
    public void Begin(string key, string? schoolYear)
    {
        _section = Document.Structure.Add(StructureType.Sect);
        FieldSpacing = DefaultFieldSpacing;
        AddSheet(new RenditionPage(key, schoolYear, IsContinuation: false));
    }

    /// <summary>Goes on with the form page on the next sheet.</summary>
    public void Continue()
    {
        AddSheet(_pages[^1] with { IsContinuation = true });
        using (Page.Artifact(ArtifactKind.Pagination))
        {
            Draw(FormWords.Continued, FormStyles.FieldItalic, Align.Center, Left, Width, Y);
        }
        Y += ContinuedHeight;
    }

    /// <summary>Goes to the next sheet unless there is that much room, or as much as a sheet has.</summary>
    public void Require(double height)
    {
        if (Room < height && !IsFresh)
        {
            Continue();
        }
    }

    public void Space(double height) => Y = Math.Min(Y + height, Bottom);

    /// <summary>Puts heads and feet on all pages, now that their number is known.</summary>
    public void Finish() => _furniture.Finish(this);

    /// <summary>Reserves a signature field, once in a document.</summary>
    public void Reserve(string name, PdfRectangle box, StructureElement form, string description)
    {
        Page.AddSignatureField(name, box, form, description);
        _fields.Add(name);
    }

    /// <summary>Draws one line within the open tag; <paramref name="top"/> is the line's upper edge.</summary>
    public void Draw(string text, TextStyle style, Align align, double x, double width, double top) =>
        Draw(Page, text, style, align, x, width, top);

    public static void Draw(
        PdfPage page,
        FontLibrary fonts,
        string text,
        TextStyle style,
        Align align,
        double x,
        double width,
        double top
    )
    {
        var font = fonts[style.Face];
        var start = x;
        if (align != Align.Left)
        {
            var blank = text.EndsWith(' ') ? TextLines.BlankWidth * style.Size : 0;
            var free = width - font.Measure(text, style.Size) + blank;
            start += align == Align.Center ? free / 2 : free;
        }
        page.DrawText(start, top + style.Baseline, text, font, style.Size);
    }

    public double Measure(string text, TextStyle style) => Fonts[style.Face].Measure(text, style.Size);

    public IReadOnlyList<string> Break(string text, TextStyle style, double width) =>
        TextLines.Break(Fonts[style.Face], text, style.Size, width);

    private void Draw(PdfPage page, string text, TextStyle style, Align align, double x, double width, double top) =>
        Draw(page, Fonts, text, style, align, x, width, top);

    private void AddSheet(RenditionPage page)
    {
        if (_pages.Count == _maxPages)
        {
            throw new SigningException(
                SigningErrorKind.DocumentTooLarge,
                $"The rendition would have more than {_maxPages} pages.",
                page.Key
            );
        }
        _page = Document.AddPage(PageSize.A4);
        _pages.Add(page);
        Y = Top;
        _furniture.Begin(_page);
    }
}
