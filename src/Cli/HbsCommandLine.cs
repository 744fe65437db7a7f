// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.CommandLine.Help;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>The command line <c>hbs</c>: parses, runs one verb, turns faults into exit codes.</summary>
public static class HbsCommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="cancellationToken">Stops it, besides Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        Terminal terminal,
        CancellationToken cancellationToken = default
    )
    {
        var result = Root(terminal).Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopLimit(result.CommandResult.Command.Name),
        };
        try
        {
            var code = await result.InvokeAsync(configuration, cancellationToken);
            return result.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (CommandException e)
        {
            return await ComplainAsync(terminal, e.Message, e.ExitCode);
        }
        catch (SigningException e)
        {
            return await ComplainAsync(terminal, $"{e.Kind}: {e.Message}", ExitCode.Fault);
        }
        catch (OperationCanceledException)
        {
            return await ComplainAsync(terminal, "stopped", ExitCode.Interrupted);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await ComplainAsync(terminal, e.Message, ExitCode.Fault);
        }
    }

    /// <summary>
    /// How long a verb that is told to end may take: what is in hand ends first. Of a server that is up to its own
    /// <c>limits.shutdownSeconds</c>, 600 at most, and what is closed behind it; a process that ended before would cut it off.
    /// </summary>
    internal static TimeSpan StopLimit(string verb) =>
        verb == ServeCommand.Name ? TimeSpan.FromMinutes(12) : TimeSpan.FromSeconds(40);

    // No RootCommand: it would call itself by the assembly's name.
    private static Command Root(Terminal terminal)
    {
        var root = new Command("hbs", "Signs and verifies school records (học bạ số) with keys in an HSM.")
        {
            new HelpOption(),
            new VersionOption(),
            DemoCommand.Create(terminal),
            ServeCommand.Create(terminal),
            ConfigCommand.Create(terminal),
            SampleCommand.Create(terminal),
            SignCommand.Create(terminal),
            RenderCommand.Create(terminal),
            HealthCommand.Create(terminal),
            LoadCommand.Create(terminal),
            CapacityCommand.Create(terminal),
            AdminCommand.Create(terminal),
            VerifyCommand.Create(terminal, Verifiers.Xml, Verifiers.Pdf),
            AuditCommand.Create(terminal),
        };
        EmptyNames.Refuse(root);
        return root;
    }

    private static async Task<int> ComplainAsync(Terminal terminal, string message, int exitCode)
    {
        // Messages repeat what stands in files that may be hostile.
        var lines = message.ReplaceLineEndings("\n").Split('\n').Select(VisibleText.Of);
        await terminal.Error.WriteLineAsync("hbs: " + string.Join(terminal.Error.NewLine, lines));
        return exitCode;
    }
}
