// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;
using QRCoder;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// What decree 137/2024 wants on a print made from data: system, owner, code or address of look-up, that it was converted,
/// when and by whom; and a QR code of the address.
/// </summary>
internal sealed class ConversionMarks
{
    private const double Module = 2.13; // 0.75 mm: a telephone reads smaller squares badly
    private const int QuietZone = 4; // ISO/IEC 18004: light modules on each side
    private const double MaxQrSide = 85 * Module; // holds MaxUrl octets; more, of an address that is not ASCII, is smaller
    private const double Gap = QuietZone * Module;
    private const int MaxText = 200;
    private const int MaxUrl = 500;

    private readonly FontLibrary _fonts;
    private readonly ConversionCopy _copy;
    private readonly FormBook _book;
    private readonly double _qrSide; // of every page's code; 0 without
    private readonly Dictionary<string, IReadOnlyList<string>> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QRCodeData> _codes = new(StringComparer.Ordinal);

    public ConversionMarks(FontLibrary fonts, ConversionCopy copy, FormBook book)
    {
        (_fonts, _copy, _book) = (fonts, copy, book);
        Require(copy.System, "system");
        Require(copy.Owner, "owner");
        Require(copy.ConvertedBy, "converted_by");
        string[] codes = [.. book.Years.Select(static year => year.Transcript.Header.LookupCode)];
        foreach (var code in codes)
        {
            if (UrlOf(code) is { } url)
            {
                RequireAddress(url);
                _codes[code] = QRCodeGenerator.GenerateQrCode(url, QRCodeGenerator.ECCLevel.M);
                _qrSide = Math.Clamp(Modules(_codes[code]) * Module, _qrSide, MaxQrSide);
            }
        }
        foreach (var code in codes)
        {
            _lines[code] = Lines(code);
        }
        Height = Math.Max(_qrSide, _lines.Values.Max(static lines => lines.Count) * FormStyles.Mark.Leading) + Gap;
    }

    /// <summary>Points.</summary>
    public double Height { get; }

    private double Indent => _qrSide > 0 ? _qrSide + Gap : 0;

    /// <summary>Draws the marks within the open artifact.</summary>
    public void Draw(PdfPage page, string lookupCode, double x, double top, double width)
    {
        if (_codes.TryGetValue(lookupCode, out var code))
        {
            var matrix = code.ModuleMatrix;
            page.DrawMatrix(
                Modules(code),
                (column, row) => matrix[row + QuietZone][column + QuietZone],
                new PdfRectangle(x, top, _qrSide, _qrSide)
            );
        }
        foreach (var line in _lines[lookupCode])
        {
            FormPen.Draw(page, _fonts, line, FormStyles.Mark, Align.Left, x + Indent, width - Indent, top);
            top += FormStyles.Mark.Leading;
        }
    }

    private string? UrlOf(string lookupCode) =>
        _copy.LookupUrl?.Replace("{code}", lookupCode, StringComparison.Ordinal);

    private List<string> Lines(string lookupCode)
    {
        string[] texts =
        [
            _book.IsDraft ? FormWords.PrintedFromDraft : FormWords.ConvertedFrom,
            $"Hệ thống: {_copy.System}. Chủ quản: {_copy.Owner}",
            .. UrlOf(lookupCode) is { } url ? [$"Tra cứu tại: {url}"] : Array.Empty<string>(),
            $"Thời gian chuyển đổi: {VietnameseFormat.Time(_copy.ConvertedAt, _book.Zone)}",
            $"Người thực hiện chuyển đổi: {_copy.ConvertedBy}",
        ];
        var lines = new List<string>();
        foreach (var text in texts)
        {
            lines.AddRange(TextLines.Break(_fonts.Regular, text, FormStyles.Mark.Size, FormPen.TextWidth - Indent));
        }
        return lines;
    }

    /// <summary>Of a side, without the quiet zone: the margin of the page and the gap are that.</summary>
    private static int Modules(QRCodeData code) => code.ModuleMatrix.Count - (2 * QuietZone);

    // with the code in it: a QR code that holds more takes too much of every page
    private static void RequireAddress(string url)
    {
        if (
            url.Length > MaxUrl
            || url.Any(static c => char.IsControl(c))
            || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
        )
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"The look-up URL, with the code in it, is not an http or https URL of at most {MaxUrl} characters.",
                "lookup_url"
            );
        }
    }

    private static void Require(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxText || text.AsSpan().ContainsAny(FormPen.LineBreaks))
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "A mark of the conversion is not one line of 1 to 200 characters.",
                field
            );
        }
    }
}
