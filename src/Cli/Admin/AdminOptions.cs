// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>What every verb of <c>hbs admin</c> takes, and how each is run.</summary>
internal sealed class AdminOptions
{
    private readonly Terminal _terminal;
    private readonly ConnectionOptions _connection = new(requireServer: false);

    private readonly Option<string> _tenant = new("--tenant")
    {
        Description = "The tenant; not needed when the server has one.",
        HelpName = "TENANT",
    };

    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a line." };

    private readonly Option<bool> _yes = new("--yes")
    {
        Description = "Make changes without asking; needed where there is no terminal.",
    };

    private readonly Option<string> _requestId = new("--request-id")
    {
        Description = "Names the change: sent again under its name, it is made once.",
        HelpName = "ID",
    };

    private readonly Option<int> _timeout = new("--timeout")
    {
        Description =
            "Seconds until an answer is given up, 1 to 3600. The server waits up to five minutes for a token.",
        HelpName = "SECONDS",
        DefaultValueFactory = static _ => 360,
    };

    /// <summary>The options, for all verbs of a command.</summary>
    public AdminOptions(Command admin, Terminal terminal)
    {
        _terminal = terminal;
        _connection.AddTo(admin, recursive: true);
        foreach (var option in new Option[] { _tenant, _json, _yes, _requestId, _timeout })
        {
            option.Recursive = true;
            admin.Add(option);
        }
    }

    /// <summary>Makes a verb.</summary>
    /// <param name="command">With its own arguments and options.</param>
    /// <param name="run">Answers the exit code.</param>
    public Command Verb(Command command, Func<AdminSession, ParseResult, CancellationToken, Task<int>> run)
    {
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var connection = _connection.Read(parsed);
                using var client = new CertificateAdminClient(
                    connection.Address,
                    parsed.GetValue(_tenant) ?? "",
                    connection.Options with
                    {
                        Timeout = Timeout(parsed),
                    }
                );
                var session = new AdminSession(client, _terminal)
                {
                    Server = connection.Address,
                    IsJson = parsed.GetValue(_json),
                    IsSure = parsed.GetValue(_yes),
                    RequestId = parsed.GetValue(_requestId) ?? Guid.NewGuid().ToString("N"),
                };
                try
                {
                    return await run(session, parsed, cancellation);
                }
                catch (SigningClientException e)
                {
                    throw AdminFailure.Of(e);
                }
            }
        );
        return command;
    }

    private TimeSpan Timeout(ParseResult parsed) =>
        parsed.GetValue(_timeout) is var seconds and >= 1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new CommandException("--timeout is 1 to 3600 seconds");
}
