// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs config check</c>: tells whether a server would start with a configuration, without starting one.</summary>
internal static class ConfigCheckCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var file = ConfigurationOption.Create();
        var json = new Option<bool>("--json") { Description = "One JSON object on one line." };
        var command = new Command(
            "check",
            "Tells everything that is wrong with a configuration, and what is worth a look; opens no token, journal or port."
        )
        {
            file,
            json,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var report = await SigningServerHost.CheckAsync(parsed.GetValue(file)!);
                await terminal.Output.WriteAsync(
                    parsed.GetValue(json) ? ConfigurationJson.Line(report) + "\n" : ForPeople(report)
                );
                return report.IsGood ? ExitCode.Success : ExitCode.Configuration;
            }
        );
        return command;
    }

    // Names of members and files come from the file.
    private static string ForPeople(ConfigurationReport report) =>
        string.Concat(
            report
                .Errors.Select(static error => $"error    {VisibleText.Of(error.ToString())}\n")
                .Concat(report.Warnings.Select(static warning => $"warning  {VisibleText.Of(warning.ToString())}\n"))
                .Append($"{VisibleText.Of(report.File)}: {Verdict(report)}\n")
        );

    private static string Verdict(ConfigurationReport report) =>
        $"{(report.IsGood ? "good" : "can't be used")}, {Count(report.Errors.Count, "error")}, {Count(report.Warnings.Count, "warning")}";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
