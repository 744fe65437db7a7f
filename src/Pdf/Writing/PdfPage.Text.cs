// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Text.</summary>
public sealed partial class PdfPage
{
    private const int MaxGlyphsPerString = 8_000; // ISO 19005-3 §6.1.13: a string has at most 32767 octets

    private const int MaxSpan = 1_000;

    private PdfColor _fill;
    private bool _isSpan;
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
        BeginSpan(text, font);
        _content.Raw("BT "u8);
    }

    /// <summary>
    /// ISO 32000-1 §14.9.4: a mark that is set by itself is read as a word by itself, so the text is said once more. Not where
    /// characters were replaced: what is copied is what is seen.
    /// </summary>
    private void BeginSpan(string text, PdfFont font)
    {
        var composed = LatinComposition.Compose(text);
        _isSpan =
            composed.AsSpan().ContainsAnyInRange('\u0300', '\u036F')
            && composed.Length <= MaxSpan
            && font.MissingFrom(composed).Count == 0;
        if (_isSpan)
        {
            _content.Raw("/Span<</ActualText"u8);
            TextString.Write(_content, composed);
            _content.Raw(">>BDC\n"u8);
        }
    }

    private void Show(string text, PdfFont font, double size)
    {
        var composed = LatinComposition.Compose(text);
        var hasMarks = composed.AsSpan().ContainsAnyInRange('\u0300', '\u036F');
        var marks = default(MarkPlace);
        var glyphs = 0;
        foreach (var rune in composed.EnumerateRunes())
        {
            if (hasMarks && marks.Takes(font, rune.Value))
            {
                EndString(ref glyphs);
                ShowMark(font, rune.Value, size, marks.Take(font, rune.Value));
                continue;
            }
            ShowGlyph(font, rune.Value, size, ref glyphs);
            if (hasMarks)
            {
                marks.After(font, rune.Value);
            }
        }
        EndString(ref glyphs);
        _content.Raw(_isSpan ? " ET\nEMC\n"u8 : " ET\n"u8);
    }

    private void ShowGlyph(PdfFont font, int codePoint, double size, ref int glyphs)
    {
        var (code, isRare) = _document.DocumentFonts.Encode(font, codePoint);
        var isOther = FontKey(font, isRare) != _fontKey || size != _fontSize;
        if (isOther || glyphs == MaxGlyphsPerString)
        {
            EndString(ref glyphs);
        }
        if (isOther)
        {
            SetFont(font, isRare, size);
        }
        if (glyphs++ == 0)
        {
            _content.Byte((byte)'(');
        }
        Code(code);
    }

    // There and back again: a mark has no width, so the pen stays where it was.
    private void ShowMark(PdfFont font, int codePoint, double size, (int Right, int Up) place)
    {
        var code = _document.DocumentFonts.EncodeMark(font, codePoint);
        if (FontKey(font, isRare: true) != _fontKey || size != _fontSize)
        {
            SetFont(font, isRare: true, size);
        }
        _content.Byte((byte)' ').Real(place.Up * size / 1000).Raw(" Ts["u8).Number(-place.Right).Byte((byte)'(');
        Code(code);
        _content.Byte((byte)')').Number(place.Right).Raw("]TJ 0 Ts"u8);
    }

    private void EndString(ref int glyphs)
    {
        if (glyphs > 0)
        {
            _content.Raw(")Tj"u8);
            glyphs = 0;
        }
    }

    private void Code(ushort code)
    {
        TextString.WriteOctet(_content, (byte)(code >> 8));
        TextString.WriteOctet(_content, (byte)(code & 0xFF));
    }

    private static int FontKey(PdfFont font, bool isRare) => ((int)font.Style * 2) + (isRare ? 1 : 0);

    private void SetFont(PdfFont font, bool isRare, double size)
    {
        _content.Byte((byte)'/').Raw(DocumentFonts.NameOf(font)).Raw(isRare ? "x "u8 : " "u8).Real(size).Raw(" Tf"u8);
        (_fontKey, _fontSize) = (FontKey(font, isRare), size);
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
