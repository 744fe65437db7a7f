// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs serve</c>: runs the server until it is told to end.</summary>
internal static class ServeCommand
{
    /// <summary>The verb's name.</summary>
    public const string Name = "serve";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var file = ConfigurationOption.Create();
        var command = new Command(Name, "Runs the server until Ctrl-C or SIGTERM.") { file };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var host = await StartAsync(parsed.GetValue(file)!, cancellation);
                await terminal.Error.WriteLineAsync($"serving at {host.GrpcAddress}; Ctrl-C ends it");
                await host.WaitForShutdownAsync(cancellation);
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static async Task<SigningServerHost> StartAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var options = SigningServerOptions.Load(file);
            return await SigningServerHost.StartAsync(options, cancellationToken: cancellationToken);
        }
        catch (ConfigurationException e)
        {
            throw new CommandException(e.Message, ExitCode.Configuration);
        }
        catch (Exception e) when (e is SigningException or IOException)
        {
            throw new CommandException(
                $"The server can't start: {(e is SigningException ? e.InnerException : null)?.Message ?? e.Message}",
                ExitCode.Unavailable
            );
        }
    }
}
