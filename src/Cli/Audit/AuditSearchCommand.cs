// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs audit search</c>: rows by document, identity, caller, request, time and kind.</summary>
internal static class AuditSearchCommand
{
    private const int MaxRows = 10_000;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var journal = AuditSyntax.Journal();
        var limit = new Option<int>("--limit")
        {
            Description = "The most rows that are shown.",
            HelpName = "N",
            DefaultValueFactory = static _ => 100,
        };
        var after = new Option<long>("--after")
        {
            Description = "Rows behind this one: the next page.",
            HelpName = "ROW",
        };
        var json = AuditSyntax.Json("One JSON object a line.");
        var command = new Command("search", "Finds rows of a journal: all that is asked for must hold.") { journal };
        var options = new SearchOptions(command);
        command.Options.Add(limit);
        command.Options.Add(after);
        command.Options.Add(json);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var most = parsed.GetValue(limit);
                if (most is < 1 or > MaxRows)
                {
                    throw new CommandException($"--limit is 1 to {MaxRows}");
                }
                var search = options.Read(parsed) with { Limit = most, After = parsed.GetValue(after) };
                var page = new JournalPage([], Next: null);
                await AuditFiles.ReadAsync(
                    parsed.GetValue(journal)!,
                    async browser => page = await Task.Run(() => browser.Search(search), cancellation)
                );
                await RowWriter.WriteAsync(terminal, page.Rows, parsed.GetValue(json));
                if (page.Next is { } next)
                {
                    await terminal.Error.WriteLineAsync($"there are more: --after {next}");
                }
                return page.Rows.Count > 0 ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }
}
