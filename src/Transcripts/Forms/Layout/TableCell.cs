// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>A cell: lines that are broken to its width already.</summary>
internal sealed class TableCell(FontLibrary fonts, int column, int columns, double width)
{
    private readonly List<CellLine> _lines = [];

    public int Column => column;

    /// <summary>Columns that it spans.</summary>
    public int Columns => columns;

    /// <summary>Rows that it spans; only cells of heads span several.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>The head of its row.</summary>
    public bool IsRowHeader { get; init; }

    /// <summary>True to begin at the top instead of standing in the middle.</summary>
    public bool StandsAtTop { get; init; }

    public IReadOnlyList<CellLine> Lines => _lines;

    public double Height { get; private set; }

    /// <summary>The cell's element in the structure, once it has been drawn.</summary>
    public StructureElement? Element { get; set; }

    public TableCell Text(string? text, TextStyle style, Align align = Align.Left)
    {
        if (string.IsNullOrEmpty(text))
        {
            return this;
        }
        if (_lines is [.., { Text: { } before } last] && !before.EndsWith(' '))
        {
            _lines[^1] = last with { Text = before + " " }; // read apart from what follows
        }
        foreach (var line in TextLines.Break(fonts[style.Face], text, style.Size, width))
        {
            Add(new CellLine(line, style, align, style.Leading));
        }
        return this;
    }

    public TableCell Gap(double height) => Add(new CellLine(null, default, default, height));

    public TableCell Area(double height, ICellArea area) => Add(new CellLine(null, default, default, height, area));

    /// <summary>Adds lines of another cell of the same width.</summary>
    public void Take(TableCell other, int from)
    {
        for (var i = from; i < other._lines.Count; i++)
        {
            Add(other._lines[i]);
        }
    }

    private TableCell Add(CellLine line)
    {
        _lines.Add(line);
        Height += line.Height;
        return this;
    }
}
