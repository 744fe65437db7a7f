// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Transcripts;

/// <summary>Rows that share a cell: the levels of several qualities, and one remark beside them.</summary>
internal sealed partial class Table
{
    private void DrawGroup(TableRow first, double head)
    {
        var shared = first.Cells[^1];
        var (natural, total) = (NaturalHeight(first), first.BlockHeight);
        if (_pen.Room < natural || (_pen.Room < total && total <= _pen.FreshRoom - head))
        {
            NextSheet();
        }
        var height = Math.Max(natural, Math.Min(total, _pen.Room));
        var (end, _) = Fit(shared, 0, height - (2 * PaddingY));
        var top = _pen.Y;
        DrawRows(first, (height - natural) / (1 + first.Followers.Count));
        var box = Box(shared, top, height);
        DrawLines(shared, shared.Element, box, 0, end, inMiddle: !shared.StandsAtTop && end == shared.Lines.Count);
        Border(box);
        _pen.Y = top + height;
        if (end < shared.Lines.Count)
        {
            DrawDivided(RestOf(first, shared, end));
        }
    }

    private static double NaturalHeight(TableRow first)
    {
        var height = first.Height;
        foreach (var row in first.Followers)
        {
            height += row.Height;
        }
        return height;
    }

    private void DrawRows(TableRow first, double extra)
    {
        DrawRowOfGroup(first, extra);
        foreach (var row in first.Followers)
        {
            DrawRowOfGroup(row, extra);
        }
    }

    private void DrawRowOfGroup(TableRow row, double extra)
    {
        Tag(row);
        foreach (var cell in row.Cells)
        {
            if (cell.Rows == 1)
            {
                var box = Box(cell, _pen.Y, row.Height + extra);
                DrawLines(cell, cell.Element, box, 0, cell.Lines.Count, inMiddle: true);
                Border(box);
            }
        }
        _pen.Y += row.Height + extra;
    }

    /// <summary>What the shared cell has more than the sheet took: a row whose other cells are empty.</summary>
    private TableRow RestOf(TableRow first, TableCell shared, int from)
    {
        var rest = new TableRow(this);
        for (var i = 0; i < first.Cells.Count - 1; i++)
        {
            rest.Add(first.Cells[i].Columns);
        }
        rest.Add(shared.Columns).Take(shared, from);
        return rest;
    }
}
