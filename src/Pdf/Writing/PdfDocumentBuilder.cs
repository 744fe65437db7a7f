// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// A new PDF document: pages, structure, attachments and empty signature fields; then <see cref="ToArray"/>. Equal calls with
/// equal options give equal octets. For one thread; disposing gives its buffers back.
/// </summary>
public sealed partial class PdfDocumentBuilder : IDisposable
{
    private readonly PdfDocumentOptions _options;
    private readonly PdfFileWriter _file;
    private readonly List<PdfPage> _pages = [];
    private readonly Dictionary<RasterImage, int> _images = new(ReferenceEqualityComparer.Instance);
    private readonly List<Attachment> _attachments = [];
    private readonly List<string> _fieldNames = [];
    private readonly List<int> _fields = [];
    private int _emptyLook;
    private bool _isEnded;

    /// <summary>Begins a document.</summary>
    /// <param name="fonts">The fonts to draw with.</param>
    /// <param name="options">What the document says of itself.</param>
    /// <exception cref="ArgumentException">The language is no language tag.</exception>
    public PdfDocumentBuilder(FontLibrary fonts, PdfDocumentOptions options)
    {
        ArgumentNullException.ThrowIfNull(fonts);
        ArgumentNullException.ThrowIfNull(options);
        if (
            options.Language.Length is 0 or > 35
            || !options.Language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        )
        {
            throw new ArgumentException("The language is no tag of BCP 47.", nameof(options));
        }
        (Fonts, _options) = (fonts, options);
        DocumentFonts = new DocumentFonts(fonts);
        _file = new PdfFileWriter(ObjectNumbers.First, Packs);
        // ISO 19005-1 §6.1.2: four octets above 127 in a comment tell programs that the file is binary
        _file.Output.Raw(IsPdfA1 ? "%PDF-1.4\n%"u8 : "%PDF-1.7\n%"u8).Raw([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    /// <summary>The fonts to draw with.</summary>
    public FontLibrary Fonts { get; }

    /// <summary>The root of the structure.</summary>
    public StructureElement Structure => Tree.Root;

    /// <summary>The pages so far.</summary>
    public IReadOnlyList<PdfPage> Pages => _pages;

    /// <summary>
    /// Code points that were asked for and that no face can draw as they should be, with how often: a box (U+25A1) stands in
    /// their place. Lone surrogates count as U+FFFD.
    /// </summary>
    public IReadOnlyDictionary<int, int> ReplacedCharacters => DocumentFonts.Replaced;

    internal StructureTree Tree { get; } = new();

    internal DocumentFonts DocumentFonts { get; }

    private bool IsPdfA1 => _options.Conformance == PdfConformance.PdfA1b;

    private bool Packs => !IsPdfA1;

    /// <summary>Adds an empty page.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not between 3 and 14400 points.</exception>
    public PdfPage AddPage(PageSize size)
    {
        RequireOpen();
        if (!(size.Width is >= 3 and <= 14_400 && size.Height is >= 3 and <= 14_400))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The sides of a page are 3 to 14400 points.");
        }
        var page = new PdfPage(this, size, _pages.Count, _file.Reserve());
        _pages.Add(page);
        return page;
    }

    /// <summary>
    /// Attaches a file as an associated file of the document (ISO 19005-3 §6.8): its source, when
    /// <paramref name="relationship"/> is not given.
    /// </summary>
    /// <param name="name">The file's name, without folders; different from those of other attachments.</param>
    /// <param name="mediaType">Such as <c>text/xml</c>.</param>
    /// <param name="content">The file; copied into the document at once.</param>
    /// <param name="description">What it is, for people.</param>
    /// <param name="modified">When the file was last changed.</param>
    /// <param name="relationship">What it is to the document.</param>
    /// <exception cref="InvalidOperationException">The document is PDF/A-1, which allows no attachments.</exception>
    /// <exception cref="ArgumentException">A name that is there already, or has folders; no media type.</exception>
    public void Attach(
        string name,
        string mediaType,
        ReadOnlySpan<byte> content,
        string description,
        DateTimeOffset modified,
        AttachmentRelationship relationship = AttachmentRelationship.Source
    )
    {
        RequireOpen();
        if (IsPdfA1)
        {
            throw new InvalidOperationException("PDF/A-1 allows no attachments (ISO 19005-1 §6.1.11).");
        }
        var attachment = new Attachment(name, mediaType, description, modified, relationship);
        if (_attachments.Exists(other => other.Name == name))
        {
            throw new ArgumentException("There is an attachment of that name.", nameof(name));
        }
        attachment.Write(_file, content);
        _attachments.Add(attachment);
    }

    /// <summary>Ends the document.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidOperationException">There is no page, a tag is still open, or it was ended before.</exception>
    public byte[] ToArray()
    {
        RequireOpen();
        if (_pages.Count == 0)
        {
            throw new InvalidOperationException("A document has at least one page.");
        }
        _isEnded = true;
        End();
        return _file.Output.Written.ToArray();
    }

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        _isEnded = true;
        _file.Dispose();
        foreach (var page in _pages)
        {
            page.Content.Dispose();
        }
    }

    internal void RequireOpen()
    {
        if (_isEnded)
        {
            throw new InvalidOperationException("The document is ended.");
        }
    }

    internal int NumberOf(RasterImage image)
    {
        if (!_images.TryGetValue(image, out var number))
        {
            number = (IsPdfA1 ? image.WithHardMask() : image).Emit(_file);
            _images.Add(image, number);
        }
        return number;
    }
}
