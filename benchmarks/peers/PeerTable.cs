// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Spectre.Console;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>The result as one table for people.</summary>
internal static class PeerTable
{
    /// <summary>Prints it.</summary>
    public static void Write(IAnsiConsole console, PeerResult result)
    {
        var table = new Table().Border(TableBorder.Markdown);
        table.AddColumns(
            "document, key",
            "who",
            "documents/s",
            "slowest–fastest",
            "of the token",
            "CPU µs",
            "× Java",
            "accepted by"
        );
        foreach (var row in result.Rows)
        {
            table.AddRow([.. Cells(result, row).Select(static text => new Text(text))]);
        }
        foreach (var tool in result.Tools)
        {
            table.AddRow(
                $"{tool.Case}",
                $"{tool.Program}, verifies only",
                "",
                "",
                "",
                "",
                "",
                N($"{tool.Milliseconds:F1} ms a process")
            );
        }
        console.Write(table);
        foreach (var (key, rate) in result.Ceilings)
        {
            console.WriteLine(N($"the token alone, {key}, {PeerOptions.Threads} sessions: {rate:N0} signatures/s"));
        }
    }

    private static IEnumerable<string> Cells(PeerResult result, PeerRow row) =>
        [
            row.Case.ToString(),
            row.Contestant,
            N($"{row.PerSecond:N0}"),
            N($"{row.Least:N0}–{row.Most:N0}"),
            N($"{row.PerSecond / result.Ceilings[row.Case.Key]:F2}"),
            N($"{row.CpuMicros:N0}"),
            row.IsOurs ? N($"{row.TimesOf(result.PeerOf(row)):F2}") : "",
            string.Join(", ", row.AcceptedBy) + (row.Errors > 0 ? N($"; {row.Errors} errors") : ""),
        ];

    private static string N(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
