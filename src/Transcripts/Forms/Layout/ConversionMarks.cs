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
    private const double QrSide = 62;
    private const double Gap = 8;
    private const int MaxText = 200;
    private const int MaxUrl = 500;

    private readonly FontLibrary _fonts;
    private readonly ConversionCopy _copy;
    private readonly IReadOnlyList<string> _lines;
    private readonly Dictionary<string, QRCodeData> _codes = new(StringComparer.Ordinal);

    public ConversionMarks(FontLibrary fonts, ConversionCopy copy, FormBook book)
    {
        (_fonts, _copy) = (fonts, copy);
        Require(copy.System, "system");
        Require(copy.Owner, "owner");
        Require(copy.ConvertedBy, "converted_by");
        if (copy.LookupUrl is { } url && (url.Length is 0 or > MaxUrl))
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The address is not 1 to 500 characters.",
                "lookup_url"
            );
        }
        _lines = Lines(book);
        Height = Math.Max(copy.LookupUrl is null ? 0 : QrSide, _lines.Count * FormStyles.Mark.Leading) + Gap;
    }

    /// <summary>Points.</summary>
    public double Height { get; }

    private double Indent => _copy.LookupUrl is null ? 0 : QrSide + Gap;

    /// <summary>Draws the marks within the open artifact.</summary>
    public void Draw(PdfPage page, string lookupCode, double x, double top, double width)
    {
        if (_copy.LookupUrl is { } url)
        {
            var matrix = QrOf(url.Replace("{code}", lookupCode, StringComparison.Ordinal)).ModuleMatrix;
            page.DrawMatrix(
                matrix.Count,
                (column, row) => matrix[row][column],
                new PdfRectangle(x, top, QrSide, QrSide)
            );
        }
        foreach (var line in _lines)
        {
            FormPen.Draw(page, _fonts, line, FormStyles.Mark, Align.Left, x + Indent, width - Indent, top);
            top += FormStyles.Mark.Leading;
        }
    }

    private List<string> Lines(FormBook book)
    {
        string[] texts =
        [
            FormWords.ConvertedFrom,
            $"Hệ thống: {_copy.System}. Chủ quản: {_copy.Owner}",
            .. _copy.LookupUrl is { } url
                ? [$"Tra cứu tại: {url.Replace("{code}", book.Newest.Header.LookupCode, StringComparison.Ordinal)}"]
                : Array.Empty<string>(),
            $"Thời gian chuyển đổi: {VietnameseFormat.Time(_copy.ConvertedAt, book.Zone)}",
            $"Người thực hiện chuyển đổi: {_copy.ConvertedBy}",
        ];
        var lines = new List<string>();
        foreach (var text in texts)
        {
            lines.AddRange(TextLines.Break(_fonts.Regular, text, FormStyles.Mark.Size, FormPen.TextWidth - Indent));
        }
        return lines;
    }

    private QRCodeData QrOf(string url)
    {
        if (!_codes.TryGetValue(url, out var code))
        {
            code = QRCodeGenerator.GenerateQrCode(url, QRCodeGenerator.ECCLevel.M);
            _codes.Add(url, code);
        }
        return code;
    }

    private static void Require(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxText || text.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "A mark of the conversion is not one line of 1 to 200 characters.",
                field
            );
        }
    }
}
