// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>Writes rows as JSON Lines or as a table.</summary>
internal static class RowWriter
{
    /// <summary>Writes rows that are all there.</summary>
    public static async Task WriteAsync(Terminal terminal, IReadOnlyList<JournalRow> rows, bool asJson)
    {
        if (!asJson)
        {
            terminal.Tables.Write(RowTable.Of(rows));
            return;
        }
        foreach (var row in rows)
        {
            await terminal.Output.WriteLineAsync(row.ToJsonLine());
        }
    }
}
