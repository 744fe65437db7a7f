// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary>Refuses empty names of files and folders, of every option that takes one: such as a script's variable that is not set.</summary>
internal static class EmptyNames
{
    // What options that take names say of them in their help.
    private static readonly string[] Words = ["FILE", "FILE.html", "PEM", "DIR", "LIST", "OUT"];

    /// <summary>Has a verb and all its verbs refuse them.</summary>
    public static void Refuse(Command command)
    {
        foreach (var option in command.Options.Where(static option => Words.Contains(option.HelpName)))
        {
            option.Validators.Add(given =>
            {
                if (given.Tokens.Any(static token => token.Value.Length == 0))
                {
                    given.AddError($"{option.Name}: the name is empty.");
                }
            });
        }
        foreach (var verb in command.Subcommands)
        {
            Refuse(verb);
        }
    }
}
