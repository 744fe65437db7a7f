// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs load</c>: rehearses the last evening before the deadline.</summary>
internal static class LoadCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var options = new LoadOptions();
        var command = new Command("load", "Loads a server and measures it beside what its token can do alone.");
        options.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (parsed.GetValue(options.PrintScenario))
                {
                    await terminal.Output.WriteAsync(ScenarioFile.BuiltIn());
                    return ExitCode.Success;
                }
                var plan = new LoadPlanReader(options, parsed).Read();
                return await RunAsync(terminal, plan, cancellation);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, LoadPlan plan, CancellationToken cancellation)
    {
        var result = await new LoadRun(plan, terminal).RunAsync(cancellation);
        LoadTables.Write(terminal.Tables, result);
        if (plan.Json)
        {
            await terminal.Output.WriteLineAsync(LoadJson.Write(result));
        }
        var isGood = result.Measured is { Documents: > 0, Errors: 0 } && result.Drifts.Count == 0;
        return isGood ? ExitCode.Success : ExitCode.Failed;
    }
}
