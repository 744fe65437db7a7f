// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// Puts marks on the letter before them: in the middle of its width, clear of its top or bottom. At most two a letter, so
/// that no line reaches into another.
/// </summary>
internal struct MarkPlace
{
    private const int MaxMarks = 2;
    private const int Clearance = 40; // 1/1000 em

    private (int Left, int Bottom, int Right, int Top) _letter;
    private int _advance;
    private int _room;

    /// <summary>A letter was drawn.</summary>
    public void After(PdfFont font, int codePoint)
    {
        var bounds = font.Face.BoundsOf(codePoint);
        (_room, _advance) = (bounds is null ? 0 : MaxMarks, font.WidthOf(codePoint));
        _letter = bounds ?? default;
    }

    /// <summary>True when a mark of that code point can be set here.</summary>
    public readonly bool Takes(PdfFont font, int codePoint) => _room > 0 && DrawableText.IsMark(font.Face, codePoint);

    /// <summary>Sets a mark: how far right and up of where the pen is, in 1/1000 em.</summary>
    public (int Right, int Up) Take(PdfFont font, int codePoint)
    {
        var mark = font.Face.BoundsOf(codePoint) ?? default;
        var right = ((_letter.Left + _letter.Right) / 2) - _advance - ((mark.Left + mark.Right) / 2);
        var isBelow = mark.Top <= 0;
        var up = isBelow
            ? Math.Min(0, _letter.Bottom - Clearance - mark.Top)
            : Math.Max(0, _letter.Top + Clearance - mark.Bottom);
        _letter = isBelow ? _letter with { Bottom = mark.Bottom + up } : _letter with { Top = mark.Top + up };
        _room--;
        return (right, up);
    }
}
