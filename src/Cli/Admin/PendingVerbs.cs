// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>Changes that wait for a second administrator: <c>pending</c>, <c>confirm</c>, <c>reject</c>.</summary>
internal static class PendingVerbs
{
    /// <summary>The verbs.</summary>
    public static IEnumerable<Command> Create(AdminOptions options) =>
        [Pending(options), Confirm(options), Reject(options)];

    private static Command Pending(AdminOptions options) =>
        options.Verb(
            new Command("pending", "Lists the changes that wait for a second administrator."),
            static async (session, _, cancellation) =>
            {
                var changes = await session.Client.ListPendingChangesAsync(cancellation);
                await session.WriteAsync(changes, AdminJson.Line, session.Tables.Write);
                return ExitCode.Success;
            }
        );

    private static Command Confirm(AdminOptions options)
    {
        var id = Change();
        var command = new Command("confirm", "Makes a change that another administrator asked for.") { id };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var change = await FindAsync(session, parsed.GetValue(id)!, cancellation);
                return await session.ChangeAsync(
                    $"Confirm what {change.Administrator} asked for: {change.Description}",
                    () => session.Client.ConfirmChangeAsync(change.ChangeId, session.RequestId, cancellation)
                );
            }
        );
    }

    private static Command Reject(AdminOptions options)
    {
        var id = Change();
        var command = new Command("reject", "Gives a pending change up.") { id };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var change = await FindAsync(session, parsed.GetValue(id)!, cancellation);
                await session.ConfirmAsync($"Give up what {change.Administrator} asked for: {change.Description}");
                var requestId = await session.SendAsync(() =>
                    session.Client.RejectChangeAsync(change.ChangeId, session.RequestId, cancellation)
                );
                await session.WriteLineAsync(
                    session.IsJson
                        ? AdminJson.Rejected(change.ChangeId, requestId)
                        : VisibleText.Of($"{change.ChangeId}: given up")
                );
                return ExitCode.Success;
            }
        );
    }

    private static Argument<string> Change() => new("CHANGE") { Description = "The change, as 'pending' names it." };

    // What is confirmed is shown first. A change that is not pending any more is told by the server.
    private static async Task<PendingChange> FindAsync(
        AdminSession session,
        string changeId,
        CancellationToken cancellation
    )
    {
        if (session.IsSure)
        {
            return new PendingChange { ChangeId = changeId };
        }
        var changes = await session.Client.ListPendingChangesAsync(cancellation);
        return changes.FirstOrDefault(change => change.ChangeId == changeId)
            ?? throw new CommandException($"{changeId}: no such pending change", ExitCode.Failed);
    }
}
