// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Times on the command line (ISO 8601): <c>2026-09-30</c>, <c>2026-09-30T07:00</c>, with seconds, with <c>Z</c> or an offset.
/// Without one they are in the zone of Việt Nam.
/// </summary>
internal static class TimeSyntax
{
    /// <summary>The zone of times without an offset.</summary>
    public static readonly TimeSpan Zone = TimeSpan.FromHours(7);

    private static readonly string[] s_local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] s_zoned = [.. s_local.SelectMany(static f => new[] { f + "zzz", f + "'Z'" })];

    /// <summary>Null when the text is no time.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="isEnd">A day alone means its last second, not its first.</param>
    public static DateTimeOffset? TryParse(string text, bool isEnd)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, s_zoned, culture, DateTimeStyles.AssumeUniversal, out var zoned))
        {
            return zoned;
        }
        if (DateTime.TryParseExact(text, s_local, culture, DateTimeStyles.None, out var local))
        {
            return new DateTimeOffset(local, Zone);
        }
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, isEnd ? new TimeOnly(23, 59, 59) : TimeOnly.MinValue, Zone)
            : null;
    }

    /// <summary>An option that takes a time.</summary>
    public static Option<DateTimeOffset?> Option(string name, string description, bool required, bool isEnd) =>
        new(name)
        {
            Description = description,
            Required = required,
            HelpName = "TIME",
            CustomParser = result => Parse(result, isEnd),
        };

    private static DateTimeOffset? Parse(ArgumentResult result, bool isEnd)
    {
        var text = result.Tokens[0].Value;
        var time = TryParse(text, isEnd);
        if (time is null)
        {
            result.AddError($"'{text}' is no time, such as 2026-09-30 or 2026-09-30T07:00+07:00.");
        }
        return time;
    }
}
