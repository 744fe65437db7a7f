// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>How cells get onto the page.</summary>
internal sealed partial class Table
{
    private static readonly LineStyle s_border = LineStyle.Thin;

    /// <summary>The head: header cells where it stands first, an artifact where it is repeated.</summary>
    private void DrawHead(bool isFirst)
    {
        if (_head.Count == 0)
        {
            return;
        }
        var (top, bottom) = (_pen.Y, _pen.Y + HeadHeight());
        foreach (var row in _head)
        {
            var height = row == _head[^1] ? bottom - top : row.Height;
            var element = isFirst ? _element!.Add(StructureType.TR) : null;
            foreach (var cell in row.Cells)
            {
                var box = Box(cell, top, cell.Rows > 1 ? bottom - top : height);
                var header = element?.AddHeader(HeaderScope.Column, cell.Columns, cell.Rows);
                DrawLines(cell, header, box, 0, cell.Lines.Count, inMiddle: true);
                _pen.Page.DrawRectangle(box, s_border);
            }
            top += height;
        }
        _pen.Y = bottom;
    }

    private void DrawWhole(TableRow row)
    {
        var height = row.Height;
        Tag(row);
        foreach (var cell in row.Cells)
        {
            var box = Box(cell, _pen.Y, height);
            DrawLines(cell, cell.Element, box, 0, cell.Lines.Count, !cell.StandsAtTop);
            Border(box);
        }
        _pen.Y += height;
    }

    /// <summary>Draws as many lines of each cell as fit, and goes on with the rest on the next sheet.</summary>
    private void DrawDivided(TableRow row)
    {
        Tag(row);
        Span<int> done = stackalloc int[row.Cells.Count];
        done.Clear();
        while (true)
        {
            var room = _pen.Room - (2 * PaddingY);
            var (height, isAll) = Step(row, done, room, draws: false);
            if (height <= 0 && !isAll)
            {
                NextSheet(); // not one line fits: a fresh sheet always has room for one
                continue;
            }
            Step(row, done, room, draws: true);
            if (isAll)
            {
                return;
            }
            NextSheet();
        }
    }

    /// <summary>Measures, or draws, what fits of each cell; drawing moves <paramref name="done"/> and the pen.</summary>
    private (double Height, bool IsAll) Step(TableRow row, Span<int> done, double room, bool draws)
    {
        Span<int> ends = stackalloc int[done.Length];
        var (height, isAll) = (0.0, true);
        for (var i = 0; i < done.Length; i++)
        {
            (ends[i], var used) = Fit(row.Cells[i], done[i], room);
            height = Math.Max(height, used);
            isAll &= ends[i] == row.Cells[i].Lines.Count;
        }
        if (draws)
        {
            var full = height + (2 * PaddingY);
            for (var i = 0; i < done.Length; i++)
            {
                var box = Box(row.Cells[i], _pen.Y, full);
                DrawLines(row.Cells[i], row.Cells[i].Element, box, done[i], ends[i], inMiddle: false);
                RepeatHeader(row.Cells[i], box, done[i]);
                Border(box);
            }
            ends.CopyTo(done);
            _pen.Y += full;
        }
        return (height, isAll);
    }

    /// <summary>On the next sheet the head of a divided row stands again, for the eye only.</summary>
    private void RepeatHeader(TableCell cell, PdfRectangle box, int done)
    {
        if (cell.IsRowHeader && done == cell.Lines.Count && cell.Height + (2 * PaddingY) <= box.Height)
        {
            DrawLines(cell, null, box, 0, done, inMiddle: false);
        }
    }

    private static (int End, double Height) Fit(TableCell cell, int from, double room)
    {
        var height = 0.0;
        while (from < cell.Lines.Count && height + cell.Lines[from].Height <= room)
        {
            height += cell.Lines[from++].Height;
        }
        return (from, height);
    }

    private void Tag(TableRow row)
    {
        var element = _element!.Add(IsLayout ? StructureType.Div : StructureType.TR);
        foreach (var cell in row.Cells)
        {
            cell.Element =
                IsLayout ? element.Add(StructureType.P)
                : cell.IsRowHeader ? element.AddHeader(HeaderScope.Row, cell.Columns, cell.Rows)
                : element.AddCell(cell.Columns, cell.Rows);
        }
    }

    private PdfRectangle Box(TableCell cell, double top, double height) =>
        new(_edges[cell.Column], top, WidthOf(cell.Column, cell.Columns), height);

    private void Border(PdfRectangle box)
    {
        if (!IsLayout)
        {
            _pen.Page.DrawRectangle(box, s_border);
        }
    }

    private void DrawLines(TableCell cell, StructureElement? element, PdfRectangle box, int from, int to, bool inMiddle)
    {
        var y = box.Y + PaddingY;
        if (inMiddle)
        {
            y = box.Y + ((box.Height - cell.Height) / 2);
        }
        var (x, width) = (box.X + PaddingX, box.Width - (2 * PaddingX));
        for (var i = from; i < to; )
        {
            if (cell.Lines[i].Text is null)
            {
                cell.Lines[i].Area?.Draw(_pen, new PdfRectangle(x, y, width, cell.Lines[i].Height), element!);
                y += cell.Lines[i++].Height;
                continue;
            }
            using (element is null ? _pen.Page.Artifact(ArtifactKind.Pagination) : _pen.Page.Tag(element))
            {
                for (; i < to && cell.Lines[i].Text is { } text; i++)
                {
                    var line = cell.Lines[i];
                    _pen.Draw(text, line.Style, line.Align, x, width, y);
                    y += line.Height;
                }
            }
        }
    }
}
