// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Text;

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
        var isReported = plan.Report is not { } report || await TryWriteAsync(terminal, report, result, cancellation);
        if (plan.Json)
        {
            await terminal.Output.WriteLineAsync(LoadJson.Write(result));
        }
        var isGood = result.Measured is { Documents: > 0, Errors: 0 } && result.Drifts.Count == 0;
        return !isReported ? ExitCode.Fault
            : isGood ? ExitCode.Success
            : ExitCode.Failed;
    }

    // A page that can't be written doesn't take the result of a long run with it.
    private static async Task<bool> TryWriteAsync(
        Terminal terminal,
        string file,
        LoadResult result,
        CancellationToken cancellation
    )
    {
        try
        {
            await WriteAsync(terminal, file, result, cancellation);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"The report was not written: {fault.Message}");
            return false;
        }
    }

    private static async Task WriteAsync(
        Terminal terminal,
        string file,
        LoadResult result,
        CancellationToken cancellation
    )
    {
        await AtomicFile.WriteAsync(file, Encoding.UTF8.GetBytes(HtmlReport.Write(result)), cancellation);
        var picture = await ReportPicture.TryDrawAsync(file, HtmlReport.HeightOf(result), cancellation);
        await terminal.Output.WriteLineAsync(picture is null ? $"Report: {file}" : $"Report: {file}, {picture}");
    }
}
