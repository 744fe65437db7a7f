// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Storage;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>Rows of the journal for people, a line each.</summary>
internal static class RowTable
{
    private static readonly string[] Said =
    [
        "identity_id",
        "identity_version",
        "claimed_role",
        "subject",
        "operation",
        "error",
        "count",
        "detail",
        "lookup_code",
        "timestamp_authority",
    ];

    /// <summary>A table of rows.</summary>
    public static Table Of(IReadOnlyList<JournalRow> rows)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("Row", "Time", "Kind", "Tenant", "Caller", "Request", "What");
        foreach (var row in rows)
        {
            table.AddRow([.. Cells(row).Select(static cell => new Text(VisibleText.Of(cell)))]);
        }
        return table;
    }

    /// <summary>A row as one line, where a table can't be waited for.</summary>
    public static string Line(JournalRow row) =>
        VisibleText.Of(string.Join("  ", Cells(row).Where(static c => c.Length > 0)));

    private static IEnumerable<string> Cells(JournalRow row) =>
        [
            row.Sequence.ToString(CultureInfo.InvariantCulture),
            row.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            row.Kind,
            row.Tenant,
            row.Caller,
            row.RequestId,
            What(row),
        ];

    private static string What(JournalRow row) =>
        string.Join(
            ' ',
            Said.Select(name => (Name: name, Value: row.Value(name)))
                .Where(static pair => pair.Value is not (null or "" or 1L))
                .Select(static pair => $"{pair.Name}={pair.Value}")
        );
}
