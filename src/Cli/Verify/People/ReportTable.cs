// SPDX-License-Identifier: Apache-2.0
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>Labels and values in two columns of fixed widths; longer texts go on in the next line, nothing is cut.</summary>
internal sealed class ReportTable
{
    // Longer lines are hard to read.
    private const int MaxWidth = 120;

    // Three borders, and a space on either side of both columns.
    private const int Frame = 7;
    private const int MinValueWidth = 12;
    private const int MaxLabelWidth = 27;

    private readonly Table _table;

    /// <summary>An empty table for a console of some width.</summary>
    public ReportTable(int consoleWidth, string title, Color colour)
    {
        var width = Math.Min(consoleWidth, MaxWidth) - Frame;
        var label = Math.Min(MaxLabelWidth, width * 2 / 5);
        var value = Math.Max(width - label, MinValueWidth);
        _table = new Table().Border(TableBorder.Rounded).HideHeaders();
        _table.AddColumn(new TableColumn("").Width(label));
        _table.AddColumn(new TableColumn("").Width(value));
        Title = new Text(title, new Style(colour, decoration: Decoration.Bold));
    }

    private Text Title { get; }

    /// <summary>Adds a row of plain text.</summary>
    public ReportTable Row(string label, string value) => Row(label, value, Style.Plain);

    /// <summary>Adds a row that shows what is good and what is not.</summary>
    public ReportTable Row(string label, string value, Color colour) => Row(label, value, new Style(colour));

    /// <summary>Writes the title and the table.</summary>
    public void WriteTo(IAnsiConsole console)
    {
        console.Write(Title);
        console.WriteLine();
        console.Write(_table);
    }

    private ReportTable Row(string label, string value, Style style)
    {
        _table.AddRow(new Text(label, new Style(decoration: Decoration.Bold)), new Text(value, style));
        return this;
    }
}
