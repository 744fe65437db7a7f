// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>What only reads: <c>list</c>, <c>show</c>, <c>objects</c>, <c>report</c>, <c>watch</c>.</summary>
internal static class ReadVerbs
{
    /// <summary>The verbs.</summary>
    public static IEnumerable<Command> Create(AdminOptions options) =>
        [List(options), Show(options), Objects(options), Report(options), Watch(options)];

    private static Command List(AdminOptions options)
    {
        var school = AdminArguments.Text("--school", "Only those of this school.", "CODE");
        var state = AdminArguments.OneOf(
            "--state",
            "Only those with a version in this state.",
            AdminNames.States.Keys,
            required: false
        );
        var before = TimeSyntax.Option(
            "--expiring-before",
            "Only those whose active certificate ends before this time.",
            required: false,
            isEnd: false
        );
        var command = new Command("list", "Lists the identities.") { school, state, before };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var filter = new IdentityFilter
                {
                    School = parsed.GetValue(school),
                    State = parsed.GetValue(state) is { } name ? AdminNames.States[name] : VersionState.Unspecified,
                    ExpiringBefore = parsed.GetValue(before),
                };
                var identities = await session
                    .Client.ListIdentitiesAsync(filter, cancellation)
                    .ToListAsync(cancellation);
                await session.WriteAsync(
                    identities,
                    static identity => AdminJson.Line(identity, withContents: false),
                    session.Tables.Write
                );
                return ExitCode.Success;
            }
        );
    }

    private static Command Show(AdminOptions options)
    {
        var id = AdminArguments.Identity();
        var request = new Option<int>("--request")
        {
            Description = "Only the certificate request of a version, as PEM.",
            HelpName = "VERSION",
        };
        var chain = new Option<int>("--certificates")
        {
            Description = "Only the certificates of a version, as PEM.",
            HelpName = "VERSION",
        };
        var command = new Command("show", "Shows an identity with its versions.") { id, request, chain };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var identity = await session.Client.GetIdentityAsync(parsed.GetValue(id)!, cancellation);
                if (parsed.GetValue(request) is > 0 and var asked)
                {
                    await session.WriteLineAsync(Pem(identity, asked, AdminPem.Request));
                }
                else if (parsed.GetValue(chain) is > 0 and var number)
                {
                    await session.WriteLineAsync(Pem(identity, number, AdminPem.Chain));
                }
                else
                {
                    await session.WriteAsync(
                        [identity],
                        static one => AdminJson.Line(one, withContents: true),
                        some => session.Tables.Write(some[0])
                    );
                }
                return ExitCode.Success;
            }
        );
    }

    private static string Pem(Identity identity, int version, Func<IdentityVersion, string> pem) =>
        identity.Versions.FirstOrDefault(v => v.Number == version) is { } found && pem(found) is { Length: > 0 } text
            ? text
            : throw new CommandException($"version {version} has none", ExitCode.Failed);

    private static Command Objects(AdminOptions options)
    {
        var token = AdminArguments.Text("--token", "Only this token.", "LABEL");
        var command = new Command("objects", "Lists the keys and certificates that are in tokens.") { token };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var objects = await session.Client.ListTokenObjectsAsync(parsed.GetValue(token) ?? "", cancellation);
                await session.WriteAsync(objects, AdminJson.Line, session.Tables.Write);
                return ExitCode.Success;
            }
        );
    }

    private static Command Report(AdminOptions options)
    {
        var until = TimeSyntax.Option(
            "--until",
            "Up to when every identity has to be able to sign; a day includes its end.",
            required: true,
            isEnd: true
        );
        var command = new Command("report", "Tells which identities can't sign up to a date.") { until };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var time = parsed.GetValue(until)!.Value;
                var report = await session.Client.GetValidityReportAsync(time, cancellation);
                await session.WriteAsync(
                    [report],
                    one => AdminJson.Line(time, one),
                    some => session.Tables.Write(time, some[0])
                );
                return report.Failing.Count == 0 ? ExitCode.Success : ExitCode.Failed;
            }
        );
    }

    private static Command Watch(AdminOptions options)
    {
        var count = new Option<int?>("--count") { Description = "Ends after so many notices.", HelpName = "N" };
        var command = new Command("watch", "Tells changes and certificates that end soon, until Ctrl-C.") { count };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var left = parsed.GetValue(count);
                if (left < 1)
                {
                    throw new CommandException("--count is 1 or more");
                }
                await foreach (var notice in session.Client.WatchIdentitiesAsync(cancellation))
                {
                    await session.WriteLineAsync(
                        session.IsJson ? AdminJson.Line(notice) : Line(session.Tables, notice)
                    );
                    if (notice.Kind != NoticeKind.Watching && --left == 0)
                    {
                        break;
                    }
                }
                return ExitCode.Success;
            }
        );
    }

    private static string Line(AdminTables tables, WatchIdentitiesResponse notice)
    {
        var subject =
            notice.Version is { } version ? $"{notice.Identity}/{version.Number}"
            : notice.Identity.Length == 0 ? "–"
            : notice.Identity;
        var by = notice.Administrator.Length == 0 ? "" : $" ({notice.Administrator})";
        var kind = AdminNames.Of(notice.Kind);
        return VisibleText.Of($"{tables.Show(notice.Time)}  {kind}  {subject}  {notice.Description}{by}");
    }
}
