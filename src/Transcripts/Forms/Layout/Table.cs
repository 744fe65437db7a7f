// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// A table over the width of the page. Rows are as high as what stands in them. A row that the sheet has no room for moves
/// to the next, below the repeated head; a row higher than half a sheet is divided between lines.
/// </summary>
internal sealed partial class Table
{
    private const double LeastRow = 60; // of a row that is divided

    private readonly FormPen _pen;
    private readonly double[] _edges;
    private readonly List<TableRow> _head = [];
    private readonly List<TableRow> _rows = [];
    private StructureElement? _element;

    /// <summary>Makes a table.</summary>
    /// <param name="pen">Where it will be drawn.</param>
    /// <param name="shares">Width of each column in proportion to the others.</param>
    public Table(FormPen pen, params ReadOnlySpan<double> shares)
    {
        _pen = pen;
        _edges = new double[shares.Length + 1];
        var sum = 0.0;
        foreach (var share in shares)
        {
            sum += share;
        }
        _edges[0] = pen.Left;
        for (var i = 0; i < shares.Length; i++)
        {
            _edges[i + 1] = _edges[i] + (shares[i] / sum * pen.Width);
        }
    }

    public FontLibrary Fonts => _pen.Fonts;

    /// <summary>From a cell's side to its text in points.</summary>
    public double PaddingX { get; init; } = 4;

    /// <summary>From a cell's upper edge to its text in points.</summary>
    public double PaddingY { get; init; } = 2.5;

    /// <summary>True for columns that are no table: no borders, and no table in the structure.</summary>
    public bool IsLayout { get; init; }

    /// <summary>Of all rows and the head, when nothing has to be divided.</summary>
    public double Height
    {
        get
        {
            var height = HeadHeight();
            foreach (var row in _rows)
            {
                height += row.BlockHeight;
            }
            return height;
        }
    }

    public double WidthOf(int column, int columns) => _edges[column + columns] - _edges[column];

    public TableRow AddHead()
    {
        var row = new TableRow(this);
        _head.Add(row);
        return row;
    }

    public TableRow AddRow(double minHeight = 20)
    {
        var row = new TableRow(this) { MinHeight = minHeight };
        _rows.Add(row);
        return row;
    }

    /// <summary>Draws everything, from the pen's place down.</summary>
    public void Draw()
    {
        _element = _pen.Section.Add(IsLayout ? StructureType.Div : StructureType.Table);
        var head = HeadHeight();
        _pen.Require(head + (_rows.Count > 0 ? Together(_rows[0], _pen.FreshRoom - head) : 0));
        DrawHead(isFirst: true);
        foreach (var row in _rows)
        {
            DrawRow(row, head);
        }
    }

    /// <summary>What of the first row has to stand below the head, so that no head stands alone.</summary>
    private static double Together(TableRow first, double fresh) =>
        first.Followers.Count > 0 ? NaturalHeight(first)
        : first.Height <= fresh / 2 ? first.Height
        : LeastRow;

    private double HeadHeight()
    {
        var height = 0.0;
        foreach (var row in _head)
        {
            height += row.Height;
        }
        var least = 0.0;
        foreach (var row in _head)
        {
            foreach (var cell in row.Cells)
            {
                least = cell.Rows > 1 ? Math.Max(least, cell.Height + (2 * PaddingY)) : least;
            }
        }
        return Math.Max(height, least);
    }

    private void DrawRow(TableRow row, double head)
    {
        var fresh = _pen.FreshRoom - head;
        if (row.Followers.Count > 0)
        {
            DrawGroup(row, head);
        }
        else if (row.Height <= _pen.Room)
        {
            DrawWhole(row);
        }
        else if (row.Height <= fresh / 2 || (IsLayout && row.Height <= fresh))
        {
            NextSheet();
            DrawWhole(row);
        }
        else
        {
            DrawDivided(row);
        }
    }

    private void NextSheet()
    {
        _pen.Continue();
        DrawHead(isFirst: false);
    }
}
