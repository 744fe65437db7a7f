// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs serve</c>: runs the server until it is told to end.</summary>
internal static class ServeCommand
{
    private const string DefaultConfiguration = "certs-dev/signing-server.json";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var file = new Option<string>("--config")
        {
            Description = "The configuration file.",
            HelpName = "FILE",
            DefaultValueFactory = static _ => DefaultConfiguration,
        };
        var command = new Command("serve", "Runs the server until Ctrl-C or SIGTERM.") { file };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                try
                {
                    var options = SigningServerOptions.Load(parsed.GetValue(file)!);
                    await using var host = await SigningServerHost.StartAsync(options, cancellationToken: cancellation);
                    await terminal.Error.WriteLineAsync($"serving at {host.GrpcAddress}; Ctrl-C ends it");
                    await host.WaitForShutdownAsync(cancellation);
                    return ExitCode.Success;
                }
                catch (ConfigurationException e)
                {
                    throw new CommandException(e.Message, ExitCode.Configuration);
                }
            }
        );
        return command;
    }
}
