// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Cli;

/// <summary>Arguments and options that the verbs of <c>hbs audit</c> share.</summary>
internal static class AuditSyntax
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>The journal's file.</summary>
    public static Argument<string> Journal() =>
        new("JOURNAL")
        {
            Description = "The journal's file, or a copy of it; a server may be using it.",
            Arity = ArgumentArity.ExactlyOne,
        };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json(string what) => new("--json") { Description = what };

    /// <summary>A date, or a date with time.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description) =>
        new(name)
        {
            Description = description + " Such as 2026-05-31 or 2026-05-31T14:00+07:00; UTC without an offset.",
            HelpName = "TIME",
            CustomParser = static result =>
            {
                if (TryParse(result.Tokens[0].Value) is { } time)
                {
                    return time;
                }
                result.AddError(
                    $"'{result.Tokens[0].Value}' is no time, such as 2026-05-31 or 2026-05-31T14:00+07:00."
                );
                return null;
            },
        };

    /// <summary>A day of UTC, which is how uses of keys are counted.</summary>
    public static Option<DateOnly?> Day(string name, string description) =>
        new(name)
        {
            Description = description + " Such as 2026-05-31, UTC.",
            HelpName = "DATE",
            CustomParser = static result =>
            {
                var text = result.Tokens[0].Value;
                if (
                    DateOnly.TryParseExact(
                        text,
                        Formats[0],
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                )
                {
                    return day;
                }
                result.AddError($"'{text}' is no day, such as 2026-05-31.");
                return null;
            },
        };

    /// <summary>A SHA-256 in hex.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static ReadOnlyMemory<byte> Digest(string text) =>
        text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new CommandException($"'{text}' is no SHA-256 in hex");

    /// <summary>Null when it is no time.</summary>
    public static DateTimeOffset? TryParse(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] formats = [.. Formats, .. Formats.Skip(1).Select(static f => f + "K")];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Styles, out var time)
            ? time
            : null;
    }
}
