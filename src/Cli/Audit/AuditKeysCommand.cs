// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs audit keys</c>: how often each key was used, by day.</summary>
internal static class AuditKeysCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var journal = AuditSyntax.Journal();
        var tenant = new Option<string?>("--tenant") { Description = "The tenant.", HelpName = "NAME" };
        var identity = new Option<string?>("--identity") { Description = "The identity.", HelpName = "ID" };
        var from = AuditSyntax.Day("--from", "Uses of this day and later.");
        var to = AuditSyntax.Day("--to", "Uses before this day.");
        var json = AuditSyntax.Json("One JSON object.");
        var command = new Command(
            "keys",
            "Counts uses of keys by identity, version, certificate and day (UTC), as the journal keeps them; the rows are the proof."
        )
        {
            journal,
            tenant,
            identity,
            from,
            to,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var search = new KeyUseSearch
                {
                    Tenant = parsed.GetValue(tenant),
                    IdentityId = parsed.GetValue(identity),
                    From = parsed.GetValue(from),
                    Through = DayBefore(parsed.GetValue(to)),
                };
                IReadOnlyList<KeyUse> uses = [];
                await AuditFiles.ReadAsync(
                    parsed.GetValue(journal)!,
                    async browser => uses = await Task.Run(() => browser.KeyUses(search), cancellation)
                );
                if (parsed.GetValue(json))
                {
                    await terminal.Output.WriteLineAsync(KeyUseView.Json(uses));
                }
                else
                {
                    terminal.Tables.Write(KeyUseView.Of(uses));
                }
                return uses.Count > 0 ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    // --to is exclusive, as that of the other verbs.
    private static DateOnly? DayBefore(DateOnly? end) =>
        end == DateOnly.MinValue
            ? throw new CommandException("--to: there is no day before the first one")
            : end?.AddDays(-1);
}
