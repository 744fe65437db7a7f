// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Globalization;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class CommonOptions
{
    /// <summary>The address of a server that runs with the defaults.</summary>
    public const string DefaultServer = "http://127.0.0.1:5440";

    /// <summary><c>--level</c>: a name of <see cref="SchoolLevels"/>.</summary>
    public static Option<string> Level(bool required)
    {
        var option = new Option<string>("--level")
        {
            Description = "The school level.",
            Required = required,
            HelpName = "LEVEL",
        };
        if (!required)
        {
            option.DefaultValueFactory = static _ => SchoolLevels.NameOf(SchoolLevel.Thcs);
        }
        return option.AcceptOnlyFromAmong([.. SchoolLevels.All.Select(SchoolLevels.NameOf)]);
    }

    /// <summary><c>--students</c>: 1 to <see cref="SampleClass.MaxStudents"/>.</summary>
    public static Option<int> Students(int? fallback)
    {
        var option = new Option<int>("--students")
        {
            Description = $"How many pupils, 1 to {SampleClass.MaxStudents}.",
            Required = fallback is null,
            HelpName = "N",
        };
        if (fallback is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }
        // By the text: asking for the value of a text that is no number throws, and the parser complains about that itself.
        option.Validators.Add(static result =>
        {
            var isNumber = int.TryParse(
                result.Tokens.FirstOrDefault()?.Value,
                CultureInfo.InvariantCulture,
                out var count
            );
            if (isNumber && (count is < 1 or > SampleClass.MaxStudents))
            {
                result.AddError($"--students is 1 to {SampleClass.MaxStudents}.");
            }
        });
        return option;
    }

    /// <summary><c>--server</c>: an http or https URL.</summary>
    public static Option<Uri> Server(bool required)
    {
        var option = new Option<Uri>("--server")
        {
            Description = "The server's address.",
            Required = required,
            HelpName = "URL",
            CustomParser = static result =>
            {
                var text = result.Tokens[0].Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                {
                    return url;
                }
                result.AddError($"'{text}' is no URL, such as {DefaultServer}.");
                return null!;
            },
        };
        if (!required)
        {
            option.DefaultValueFactory = static _ => new Uri(DefaultServer);
        }
        return option;
    }

    /// <summary>An option that may be given again, with one value each time.</summary>
    public static Option<string[]> Repeatable(string name, string description, string helpName) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };

    /// <summary>The level that was named; the option accepts no other.</summary>
    public static SchoolLevel Parse(string level) =>
        SchoolLevels.TryParse(level, out var parsed) ? parsed : throw new CommandException($"{level}: no such level");
}
