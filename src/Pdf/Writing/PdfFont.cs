// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// A face to draw with: measuring, breaking, and the subset that documents share. What no subset can show is replaced by a
/// box (see <see cref="PdfDocumentBuilder.ReplacedCharacters"/>), in measuring as in drawing. Immutable.
/// </summary>
public sealed class PdfFont
{
    private static readonly int[] s_substitutes = [0x25A1, 0xFFFD, '?'];

    private readonly ushort[] _codes;
    private readonly ushort[] _widths;
    private readonly int _substituteWidth;

    internal PdfFont(FontStyle style, TrueTypeFont face)
    {
        (Style, Face) = (style, face);
        Substitute = Array.Find(s_substitutes, face.Has);
        Shared = EmbeddedFont.Create(face, FixedText(face), keepsInstructions: false);
        _codes = new ushort[Shared.CodePoints.Max() + 1];
        _widths = new ushort[_codes.Length];
        foreach (var point in Shared.CodePoints)
        {
            _codes[point] = Shared.CodeOf(point);
            _widths[point] = (ushort)face.WidthOf(point);
        }
        _substituteWidth = face.WidthOf(Substitute);
    }

    /// <summary>The style.</summary>
    public FontStyle Style { get; }

    /// <summary>Highest point of ordinary glyphs above the base line, as a part of the size: about 0.89.</summary>
    public double Ascent => Face.Metrics.Ascent / 1000.0;

    /// <summary>Lowest point of ordinary glyphs below the base line, as a part of the size: about 0.22.</summary>
    public double Descent => -Face.Metrics.Descent / 1000.0;

    /// <summary>Height of flat capitals, as a part of the size: about 0.65.</summary>
    public double CapHeight => Face.Metrics.CapHeight / 1000.0;

    internal TrueTypeFont Face { get; }

    /// <summary>The subset that every document may use.</summary>
    internal EmbeddedFont Shared { get; }

    /// <summary>The character that stands for those that cannot be drawn.</summary>
    internal int Substitute { get; }

    /// <summary>The width of a text in points, as it will be drawn.</summary>
    /// <param name="text">Any text; combining marks are composed first, tabs and line ends count as spaces.</param>
    /// <param name="size">Font size in points.</param>
    public double Measure(string text, double size)
    {
        ArgumentNullException.ThrowIfNull(text);
        var width = 0L;
        var marks = default(MarkPlace);
        var composed = LatinComposition.Compose(text);
        var hasMarks = composed.AsSpan().ContainsAnyInRange('\u0300', '\u036F');
        foreach (var rune in composed.EnumerateRunes())
        {
            if (hasMarks && marks.Takes(this, rune.Value))
            {
                marks.Take(this, rune.Value);
                continue;
            }
            width += WidthOf(rune.Value);
            if (hasMarks)
            {
                marks.After(this, rune.Value);
            }
        }
        return width * size / 1000;
    }

    /// <summary>Breaks a text into lines: at spaces, inside a word only when the word alone is wider than a line.</summary>
    /// <param name="text">Any text; line feeds end paragraphs, a no-break space never breaks.</param>
    /// <param name="size">Font size in points, above zero.</param>
    /// <param name="width">Room of a line in points.</param>
    /// <returns>
    /// At least one line; only spaces and line ends at breaks are left out. A mark that composes with nothing counts as wide as
    /// a letter here, so such lines may be a little short.
    /// </returns>
    public IReadOnlyList<string> BreakLines(string text, double size, double width)
    {
        ArgumentNullException.ThrowIfNull(text);
        return LineBreaker.Break(WidthOf, LatinComposition.Compose(text), size, width);
    }

    /// <summary>The characters of a text that this face cannot draw and that would be replaced; empty when all is well.</summary>
    public IReadOnlyList<int> MissingFrom(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var missing = new SortedSet<int>();
        var marks = default(MarkPlace);
        foreach (var rune in LatinComposition.Compose(text).EnumerateRunes())
        {
            if (marks.Takes(this, rune.Value))
            {
                marks.Take(this, rune.Value);
                continue;
            }
            marks.After(this, rune.Value);
            if (CodeOf(DrawableText.Plain(rune.Value)) == 0 && !DrawableText.CanDraw(Face, rune.Value))
            {
                missing.Add(rune.Value);
            }
        }
        return [.. missing];
    }

    /// <summary>The character code in <see cref="Shared"/>; 0 when it is not there.</summary>
    internal ushort CodeOf(int codePoint) => (uint)codePoint < (uint)_codes.Length ? _codes[codePoint] : (ushort)0;

    /// <summary>The width in 1/1000 em of what is drawn for a code point.</summary>
    internal int WidthOf(int codePoint)
    {
        var point = DrawableText.Plain(codePoint);
        if (CodeOf(point) != 0)
        {
            return _widths[point];
        }
        return DrawableText.CanDraw(Face, point) ? Face.WidthOf(point) : _substituteWidth;
    }

    private string FixedText(TrueTypeFont face) =>
        string.Concat(VietnameseText.All.Where(letter => face.Has(letter)))
        + (VietnameseText.All.Contains((char)Substitute) ? "" : char.ConvertFromUtf32(Substitute));
}
