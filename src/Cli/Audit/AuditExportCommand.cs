// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Text;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs audit export</c>: every row as JSON Lines, with its hashes.</summary>
internal static class AuditExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var journal = AuditSyntax.Journal();
        var from = AuditSyntax.Time("--from", "Rows of this time and later.");
        var to = AuditSyntax.Time("--to", "Rows before this time.");
        var target = new Option<string?>("--out")
        {
            Description = "The file to write; without it, standard output.",
            HelpName = "FILE",
        };
        var command = new Command("export", "Writes the rows of a journal as JSON Lines.")
        {
            journal,
            from,
            to,
            target,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var (source, file) = (parsed.GetValue(journal)!, parsed.GetValue(target));
                await AuditFiles.ReadAsync(
                    source,
                    async browser =>
                    {
                        var rows = browser
                            .Export()
                            .Where(row => IsWithin(row, parsed.GetValue(from), parsed.GetValue(to)));
                        if (file is null)
                        {
                            await WriteAsync(terminal.Output, rows, cancellation);
                            return;
                        }
                        ExportTarget.RequireApart(file, source);
                        var count = await ToFileAsync(file, rows, cancellation);
                        await terminal.Output.WriteLineAsync($"{count} rows in {file}");
                    }
                );
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static bool IsWithin(JournalRow row, DateTimeOffset? from, DateTimeOffset? to) =>
        (from is not { } first || row.RecordedAt >= first) && (to is not { } end || row.RecordedAt < end);

    // Whole or not at all; a year of rows does not fit into memory.
    private static async Task<long> ToFileAsync(
        string file,
        IEnumerable<JournalRow> rows,
        CancellationToken cancellation
    )
    {
        var count = 0L;
        await AtomicFile.WritePrivateAsync(
            file,
            async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
                count = await WriteAsync(writer, rows, cancellation);
            }
        );
        return count;
    }

    private static async Task<long> WriteAsync(
        TextWriter writer,
        IEnumerable<JournalRow> rows,
        CancellationToken cancellation
    )
    {
        var count = 0L;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            await writer.WriteAsync(row.ToJsonLine());
            await writer.WriteAsync('\n');
            count++;
        }
        return count;
    }
}
