// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>What one command line printed and ended with.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement[] Json => [.. Lines.Select(static line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The whole command line, as a process would run it.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="input">What standard input holds.</param>
    /// <param name="isPerson">True when a person types the input.</param>
    public static async Task<CommandRun> HbsAsync(
        IReadOnlyList<string> arguments,
        string input = "",
        bool isPerson = false
    )
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(new StringReader(input), output, error, isPerson);
        var code = await HbsCommandLine.RunAsync(arguments, terminal);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    public static Task<CommandRun> HbsAsync(params string[] arguments) => HbsAsync(arguments, "");
}
