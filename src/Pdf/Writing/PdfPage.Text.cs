// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Text.</summary>
public sealed partial class PdfPage
{
    private const int MaxGlyphsPerString = 8_000; // ISO 19005-3 §6.1.13: a string has at most 32767 octets

    private PdfColor _fill;
    private int _fontKey = -1;
    private double _fontSize;

    /// <summary>Draws one line of text.</summary>
    /// <param name="x">Left end.</param>
    /// <param name="baseline">Distance of the base line from the top of the page.</param>
    /// <param name="text">
    /// Any text. Combining marks are composed; tabs and line ends draw as spaces; what can't be drawn shows as a box and is
    /// told by <see cref="PdfDocumentBuilder.ReplacedCharacters"/>.
    /// </param>
    /// <param name="font">A font of the document's library.</param>
    /// <param name="size">Font size in points, above 0 to 1000.</param>
    /// <param name="color">Default: black.</param>
    /// <exception cref="InvalidOperationException">No tag or artifact is open.</exception>
    public void DrawText(double x, double baseline, string text, PdfFont font, double size, PdfColor color = default)
    {
        Begin(text, font, size, color);
        _content.Reals(Require(x, nameof(x)), Up(Require(baseline, nameof(baseline)))).Raw("Td"u8);
        Show(text, font, size);
    }

    /// <summary>Draws one line of text that ends at a place.</summary>
    public void DrawTextRight(
        double right,
        double baseline,
        string text,
        PdfFont font,
        double size,
        PdfColor color = default
    )
    {
        ArgumentNullException.ThrowIfNull(font);
        DrawText(right - font.Measure(text, size), baseline, text, font, size, color);
    }

    /// <summary>Draws one line of text around a place.</summary>
    public void DrawTextCentered(
        double center,
        double baseline,
        string text,
        PdfFont font,
        double size,
        PdfColor color = default
    )
    {
        ArgumentNullException.ThrowIfNull(font);
        DrawText(center - (font.Measure(text, size) / 2), baseline, text, font, size, color);
    }

    /// <summary>Draws one line of text at an angle: for watermarks.</summary>
    /// <param name="centerX">The middle of the text.</param>
    /// <param name="centerY">The middle of the text.</param>
    /// <param name="degrees">Counter-clockwise from the horizontal.</param>
    /// <param name="text">As <see cref="DrawText"/>.</param>
    /// <param name="font">A font of the document's library.</param>
    /// <param name="size">Font size in points, above 0 to 1000.</param>
    /// <param name="color">Default: black. A watermark is a light grey that is drawn before the rest: no transparency is needed.</param>
    public void DrawRotatedText(
        double centerX,
        double centerY,
        double degrees,
        string text,
        PdfFont font,
        double size,
        PdfColor color = default
    )
    {
        Begin(text, font, size, color);
        var (sin, cos) = Math.SinCos(Require(degrees, nameof(degrees)) * Math.PI / 180);
        var (along, up) = (font.Measure(text, size) / 2, font.CapHeight * size / 2);
        var x = Require(centerX, nameof(centerX)) - (along * cos) + (up * sin);
        var y = Up(Require(centerY, nameof(centerY))) - (along * sin) - (up * cos);
        _content.Fraction(cos).Fraction(sin).Fraction(-sin).Fraction(cos).Reals(x, y).Raw("Tm"u8);
        Show(text, font, size);
    }

    private void Begin(string text, PdfFont font, double size, PdfColor color)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(font);
        if (!(size is > 0 and <= 1000))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "A font size is above 0 to 1000 points.");
        }
        if (!_document.Fonts.Has(font))
        {
            throw new ArgumentException("The font is of another library.", nameof(font));
        }
        RequireScope();
        SetFill(color);
        _content.Raw("BT "u8);
    }

    private void Show(string text, PdfFont font, double size)
    {
        var glyphs = 0;
        foreach (var rune in LatinComposition.Compose(text).EnumerateRunes())
        {
            var (code, isRare) = _document.DocumentFonts.Encode(font, rune.Value);
            var isOther = FontKey(font, isRare) != _fontKey || size != _fontSize;
            if (glyphs > 0 && (isOther || glyphs == MaxGlyphsPerString))
            {
                _content.Raw(")Tj"u8);
                glyphs = 0;
            }
            if (isOther)
            {
                SetFont(font, isRare, size);
            }
            if (glyphs++ == 0)
            {
                _content.Byte((byte)'(');
            }
            Octet((byte)(code >> 8));
            Octet((byte)(code & 0xFF));
        }
        _content.Raw(glyphs > 0 ? ")Tj ET\n"u8 : " ET\n"u8);
    }

    private static int FontKey(PdfFont font, bool isRare) => ((int)font.Style * 2) + (isRare ? 1 : 0);

    private void SetFont(PdfFont font, bool isRare, double size)
    {
        _content.Byte((byte)'/').Raw(DocumentFonts.NameOf(font)).Raw(isRare ? "x "u8 : " "u8).Real(size).Raw(" Tf"u8);
        (_fontKey, _fontSize) = (FontKey(font, isRare), size);
    }

    // ISO 32000-1 §7.3.4.2: a bare carriage return in a string would be read as a line feed.
    private void Octet(byte octet)
    {
        if (octet is (byte)'(' or (byte)')' or (byte)'\\')
        {
            _content.Byte((byte)'\\').Byte(octet);
        }
        else if (octet == '\r')
        {
            _content.Raw("\\r"u8);
        }
        else
        {
            _content.Byte(octet);
        }
    }

    private void SetFill(PdfColor color)
    {
        if (color != _fill)
        {
            color.Write(_content, strokes: false);
            _fill = color;
        }
    }
}
