// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The options that say what a transcript is and who has to sign it: the files that a server has as
/// <c>documents.elementMapping</c> and <c>documents.schoolLevels</c>.
/// </summary>
internal sealed class TranscriptOptions
{
    private readonly Option<string?> _mapping = new("--mapping")
    {
        Description = "The names in transcripts, as the server's documents.elementMapping.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _levels = new("--school-levels")
    {
        Description = "Who signs at which level, as the server's documents.schoolLevels.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public TranscriptOptions(Command command)
    {
        command.Add(_mapping);
        command.Add(_levels);
    }

    /// <summary>The profile that was asked for; the built-in one where nothing was.</summary>
    /// <exception cref="CommandException">A file can't be read or used; the sentence names it.</exception>
    public TranscriptProfile Profile(ParseResult parsed) =>
        new(
            Load(parsed, _mapping, ElementMapping.Load) ?? ElementMapping.Default,
            Load(parsed, _levels, SchoolLevelRules.Load) ?? SchoolLevelRules.Default
        );

    private static T? Load<T>(ParseResult parsed, Option<string?> option, Func<string, T> load)
        where T : class
    {
        if (parsed.GetValue(option) is not { } file)
        {
            return null;
        }
        try
        {
            return load(file);
        }
        catch (TranscriptConfigurationException e)
        {
            throw new CommandException($"{option.Name} {file}: {string.Join(" ", e.Errors)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"{option.Name} {file}: can't be read");
        }
    }
}
