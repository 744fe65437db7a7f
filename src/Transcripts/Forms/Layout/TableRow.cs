// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>A row; its cells are added from the left.</summary>
internal sealed class TableRow(Table table)
{
    private readonly List<TableCell> _cells = [];
    private readonly List<TableRow> _followers = [];
    private int _next;

    public IReadOnlyList<TableCell> Cells => _cells;

    /// <summary>The least height in points.</summary>
    public double MinHeight { get; init; } = 20;

    /// <summary>Rows below it that its last cell reaches down to.</summary>
    public IReadOnlyList<TableRow> Followers => _followers;

    public double Height
    {
        get
        {
            var height = 0.0;
            foreach (var cell in _cells)
            {
                height = cell.Rows == 1 ? Math.Max(height, cell.Height) : height;
            }
            return Math.Max(MinHeight, height + (2 * table.PaddingY));
        }
    }

    /// <summary>The height of the rows that stay together: this one and its followers.</summary>
    public double BlockHeight
    {
        get
        {
            var (height, shared) = (Height, 0.0);
            foreach (var row in _followers)
            {
                height += row.Height;
            }
            foreach (var cell in _cells)
            {
                shared = cell.Rows > 1 ? cell.Height + (2 * table.PaddingY) : shared;
            }
            return Math.Max(height, shared);
        }
    }

    /// <summary>Adds a row below that shares this row's last cell.</summary>
    public TableRow AddFollower()
    {
        var row = new TableRow(table) { MinHeight = MinHeight };
        _followers.Add(row);
        return row;
    }

    /// <summary>Adds a cell behind the last one.</summary>
    public TableCell Add(int columns = 1, int rows = 1, bool isRowHeader = false, bool standsAtTop = false) =>
        AddAt(_next, columns, rows, isRowHeader, standsAtTop);

    /// <summary>Adds a cell that begins in a column: for heads, where cells of the row above reach down.</summary>
    public TableCell AddAt(
        int column,
        int columns = 1,
        int rows = 1,
        bool isRowHeader = false,
        bool standsAtTop = false
    )
    {
        var cell = new TableCell(table.Fonts, column, columns, table.WidthOf(column, columns) - (2 * table.PaddingX))
        {
            Rows = rows,
            IsRowHeader = isRowHeader,
            StandsAtTop = standsAtTop,
        };
        _cells.Add(cell);
        _next = column + columns;
        return cell;
    }

    /// <summary>Adds a cell with one text.</summary>
    public TableRow Text(string? text, TextStyle style, Align align = Align.Left)
    {
        Add().Text(text, style, align);
        return this;
    }
}
