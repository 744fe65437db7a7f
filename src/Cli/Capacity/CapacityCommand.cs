// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs capacity</c>: from what a document costs to the nodes of a year-end.</summary>
internal static class CapacityCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var options = new CapacityOptions();
        var command = new Command("capacity", "Plans the nodes of a year-end, and checks the plan by a simulation.");
        options.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var question = options.Read(parsed);
                var answers = question
                    .Places.Select(place => CapacityAnswer.Of(question, place, cancellation))
                    .ToList();
                CapacityTables.Write(terminal.Tables, question, answers);
                if (parsed.GetValue(options.Json))
                {
                    await terminal.Output.WriteLineAsync(CapacityJson.Write(question, answers));
                }
                return ExitCode.Success;
            }
        );
        return command;
    }
}
