// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs audit tail</c>: the last rows of a journal, and those that come.</summary>
internal static class AuditTailCommand
{
    private const int MaxLines = 100_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var journal = AuditSyntax.Journal();
        var lines = new Option<int>("--lines")
        {
            Description = "How many rows.",
            HelpName = "N",
            DefaultValueFactory = static _ => 20,
        };
        var follow = new Option<bool>("--follow") { Description = "Goes on with each new row until Ctrl-C." };
        var json = AuditSyntax.Json("One JSON object a line.");
        var command = new Command("tail", "Shows the last rows of a journal.") { journal, lines, follow, json };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var count = parsed.GetValue(lines);
                if (count is < 1 or > MaxLines)
                {
                    throw new CommandException($"--lines is 1 to {MaxLines}");
                }
                var asJson = parsed.GetValue(json);
                await AuditFiles.ReadAsync(
                    parsed.GetValue(journal)!,
                    async browser =>
                    {
                        var rows = browser.Tail(count);
                        await RowWriter.WriteAsync(terminal, rows, asJson);
                        if (parsed.GetValue(follow))
                        {
                            var after = rows.Count > 0 ? rows[^1].Sequence : browser.LastSequence;
                            await FollowAsync(terminal, browser, after, asJson, cancellation);
                        }
                    }
                );
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static async Task FollowAsync(
        Terminal terminal,
        JournalBrowser browser,
        long after,
        bool asJson,
        CancellationToken cancellation
    )
    {
        try
        {
            await foreach (var row in browser.FollowAsync(after, Interval, TimeProvider.System, cancellation))
            {
                await terminal.Output.WriteLineAsync(asJson ? row.ToJsonLine() : RowTable.Line(row));
            }
        }
        catch (OperationCanceledException)
        {
            // That is how following ends.
        }
    }
}
