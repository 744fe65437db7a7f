// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>What a version does: <c>activate</c>, <c>roll-back</c>, <c>retire</c>, <c>suspend</c>, <c>resume</c>, <c>revoke</c>.</summary>
internal static class VersionVerbs
{
    /// <summary>The verbs.</summary>
    public static IEnumerable<Command> Create(AdminOptions options) =>
        [
            Activate(options),
            RollBack(options),
            Plain(
                options,
                new Command("retire", "Ends a version for good."),
                "End version {1} of '{0}' for good.",
                static (client, id, version, request, cancellation) =>
                    client.RetireVersionAsync(id, version, request, cancellation)
            ),
            Suspend(options),
            Plain(
                options,
                new Command("resume", "Ends the hold of a version."),
                "End the hold of version {1} of '{0}'.",
                static (client, id, version, request, cancellation) =>
                    client.ResumeVersionAsync(id, version, request, cancellation)
            ),
            Revoke(options),
        ];

    private delegate Task<ChangeOutcome> VersionCall(
        CertificateAdminClient client,
        string identity,
        int version,
        string? requestId,
        CancellationToken cancellation
    );

    private static Command Plain(AdminOptions options, Command command, string what, VersionCall call)
    {
        var (id, version) = (AdminArguments.Identity(), AdminArguments.Version());
        command.Add(id);
        command.Add(version);
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var (identity, number) = (parsed.GetValue(id)!, parsed.GetValue(version));
                return session.ChangeAsync(
                    string.Format(null, what, identity, number),
                    () => call(session.Client, identity, number, session.RequestId, cancellation)
                );
            }
        );
    }

    private static Command Activate(AdminOptions options)
    {
        var at = TimeSyntax.Option(
            "--at",
            "When it comes into force; without it now. A time without an offset is that of Việt Nam.",
            required: false,
            isEnd: false
        );
        var command = new Command("activate", "Brings a version into force; the one before it retires.") { at };
        var (id, version) = (AdminArguments.Identity(), AdminArguments.Version());
        command.Add(id);
        command.Add(version);
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var (identity, number, time) = (parsed.GetValue(id)!, parsed.GetValue(version), parsed.GetValue(at));
                var when = time is { } t ? new ReportClock(TimeSyntax.Zone).Show(t) : "now";
                return session.ChangeAsync(
                    $"Bring version {number} of '{identity}' into force: {when}.",
                    () => session.Client.ActivateVersionAsync(identity, number, time, session.RequestId, cancellation)
                );
            }
        );
    }

    private static Command RollBack(AdminOptions options)
    {
        var id = AdminArguments.Identity();
        var command = new Command("roll-back", "Brings back the version that was replaced last.") { id };
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var identity = parsed.GetValue(id)!;
                return session.ChangeAsync(
                    $"Bring back the version of '{identity}' that was replaced last.",
                    () => session.Client.RollBackAsync(identity, session.RequestId, cancellation)
                );
            }
        );
    }

    private static Command Suspend(AdminOptions options)
    {
        var (id, version) = (AdminArguments.Identity(), AdminArguments.Version());
        var reason = AdminArguments.Text("--reason", "Why, for the journal.", "TEXT", required: true);
        var command = new Command("suspend", "Puts a version on hold: it signs nothing.") { id, version, reason };
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var (identity, number) = (parsed.GetValue(id)!, parsed.GetValue(version));
                var why = parsed.GetValue(reason)!;
                return session.ChangeAsync(
                    $"Put version {number} of '{identity}' on hold: {why}.",
                    () => session.Client.SuspendVersionAsync(identity, number, why, session.RequestId, cancellation)
                );
            }
        );
    }

    private static Command Revoke(AdminOptions options)
    {
        var (id, version) = (AdminArguments.Identity(), AdminArguments.Version());
        var reason = AdminArguments.OneOf("--reason", "Why (RFC 5280).", AdminNames.Reasons.Keys, required: true);
        var command = new Command("revoke", "Notes that a version's certificate is revoked: it never signs again.")
        {
            id,
            version,
            reason,
        };
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var (identity, number) = (parsed.GetValue(id)!, parsed.GetValue(version));
                var why = parsed.GetValue(reason)!;
                return session.ChangeAsync(
                    $"End version {number} of '{identity}' as revoked ({why}). The authority is not told by this.",
                    () =>
                        session.Client.RevokeVersionAsync(
                            identity,
                            number,
                            AdminNames.Reasons[why],
                            session.RequestId,
                            cancellation
                        )
                );
            }
        );
    }
}
