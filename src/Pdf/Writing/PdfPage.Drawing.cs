// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Lines, shades, pictures.</summary>
public sealed partial class PdfPage
{
    private PdfColor _stroke;
    private LineStyle _line = new(1); // the initial state of a page

    /// <summary>Draws a straight line.</summary>
    public void DrawLine(double x1, double y1, double x2, double y2, LineStyle style)
    {
        Require(x1, nameof(x1));
        Require(y1, nameof(y1));
        Require(x2, nameof(x2));
        Require(y2, nameof(y2));
        SetLine(style);
        _content.Reals(x1, Up(y1)).Raw("m "u8).Reals(x2, Up(y2)).Raw("l S\n"u8);
    }

    /// <summary>Draws the border of a rectangle; half of the line lies outside.</summary>
    public void DrawRectangle(PdfRectangle box, LineStyle style)
    {
        Require(box, nameof(box));
        SetLine(style);
        Rectangle(box).Raw("re S\n"u8);
    }

    /// <summary>Fills a rectangle.</summary>
    public void FillRectangle(PdfRectangle box, PdfColor color)
    {
        Require(box, nameof(box));
        EnsureScope();
        SetFill(color);
        Rectangle(box).Raw("re f\n"u8);
    }

    /// <summary>
    /// Draws an image into a rectangle, stretched to it (see <see cref="PdfRectangle.Fit"/>). The same image is in the file
    /// once, however often it is drawn.
    /// </summary>
    /// <exception cref="InvalidOperationException">No tag or artifact is open.</exception>
    public void DrawImage(RasterImage image, PdfRectangle box)
    {
        ArgumentNullException.ThrowIfNull(image);
        Require(box, nameof(box));
        RequireScope();
        var number = _document.NumberOf(image);
        _content.Raw("q "u8).Real(box.Width).Raw(" 0 0 "u8).Real(box.Height).Byte((byte)' ');
        _content.Reals(box.X, Up(box.Bottom)).Raw("cm/Im"u8).Number(number).Raw(" Do Q\n"u8);
    }

    /// <summary>Draws dark squares of a matrix, such as a QR code, as one shape without seams.</summary>
    /// <param name="side">Squares of a row, and rows.</param>
    /// <param name="isDark">By column and row, from the top left.</param>
    /// <param name="box">Where; the light margin that readers need is the caller's.</param>
    /// <param name="color">Default: black.</param>
    /// <exception cref="InvalidOperationException">No tag or artifact is open.</exception>
    public void DrawMatrix(int side, Func<int, int, bool> isDark, PdfRectangle box, PdfColor color = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        ArgumentNullException.ThrowIfNull(isDark);
        Require(box, nameof(box));
        RequireScope();
        SetFill(color);
        // in units of a square, so that neighbours share their edges to the last digit
        _content.Raw("q "u8).Fraction(box.Width / side).Raw("0 0 "u8).Fraction(-box.Height / side);
        _content.Reals(box.X, Up(box.Y)).Raw("cm\n"u8);
        for (var row = 0; row < side; row++)
        {
            Row(side, row, isDark);
        }
        _content.Raw("f Q\n"u8);
    }

    private void Row(int side, int row, Func<int, int, bool> isDark)
    {
        for (var column = 0; column < side; column++)
        {
            var start = column;
            while (column < side && isDark(column, row))
            {
                column++;
            }
            if (column > start)
            {
                _content
                    .Number(start)
                    .Byte((byte)' ')
                    .Number(row)
                    .Byte((byte)' ')
                    .Number(column - start)
                    .Raw(" 1 re\n"u8);
            }
        }
    }

    private ByteWriter Rectangle(PdfRectangle box) => _content.Reals(box.X, Up(box.Bottom), box.Width, box.Height);

    private void SetLine(LineStyle style)
    {
        if (!(style.Width is > 0 and <= 100 && style.Dash is >= 0 and <= 100 && style.Gap is >= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(style), style, "A measure of the line is out of range.");
        }
        EnsureScope();
        if (style.Color != _stroke)
        {
            style.Color.Write(_content, strokes: true);
            _stroke = style.Color;
        }
        if (style.Width != _line.Width)
        {
            _content.Real(style.Width).Raw(" w\n"u8);
        }
        if (style.IsRound != _line.IsRound)
        {
            _content.Raw(style.IsRound ? "1 J\n"u8 : "0 J\n"u8);
        }
        if (style.Dash != _line.Dash || style.Gap != _line.Gap)
        {
            SetDash(style);
        }
        _line = style;
    }

    private void SetDash(LineStyle style)
    {
        if (style.Gap > 0)
        {
            _content.Byte((byte)'[').Reals(style.Dash, style.Gap).Raw("]0 d\n"u8);
        }
        else
        {
            _content.Raw("[]0 d\n"u8);
        }
    }
}
