// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>One object of the configuration file, with what the environment overrides. Reads by name, notes what is wrong.</summary>
/// <param name="values">File and environment.</param>
/// <param name="named">Where an unknown name is a mistake: the file, and variables whose name is a path.</param>
/// <param name="path">Where this is.</param>
/// <param name="directory">What relative paths are relative to.</param>
/// <param name="errors">Where mistakes are noted.</param>
internal sealed class ConfigurationNode(
    IConfiguration values,
    IConfiguration named,
    string path,
    string directory,
    ErrorList errors
)
{
    public string Path => path;

    public ErrorList Errors => errors;

    /// <summary>The path of a member.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Notes every name that is none of these.</summary>
    public ConfigurationNode AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var child in named.GetChildren())
        {
            errors.Require(names.ContainsAnyIgnoringCase(child.Key), PathOf(child.Key), "is not known here");
        }
        return this;
    }

    public bool Has(string name) => values.GetSection(name).Exists();

    public ConfigurationNode Child(string name)
    {
        var section = values.GetSection(name);
        errors.Require(section.Value is null or "", PathOf(name), "is not an object");
        return new(section, named.GetSection(name), PathOf(name), directory, errors);
    }

    public IReadOnlyList<ConfigurationNode> Items(string name) =>
        [.. Members(name, "is not a list").Select((child, i) => Item(name, child, i))];

    /// <summary>A list of texts. A text in the place of a list is a mistake, never an empty list: empty often means "any".</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. Members(name, "is not a list").Select((child, i) => TextOf(child, $"{name}[{i}]"))];

    public IReadOnlyDictionary<string, string> Map(string name) =>
        Members(name, "is not an object of texts")
            .ToDictionary(
                static child => child.Key,
                child => TextOf(child, $"{name}.{child.Key}"),
                StringComparer.Ordinal
            );

    /// <summary>Null when absent or empty.</summary>
    public string? Text(string name) => values[name] is { Length: > 0 } text ? text : null;

    /// <summary>Empty, and noted, when absent.</summary>
    public string Required(string name)
    {
        errors.Require(Text(name) is not null, PathOf(name), "is missing");
        return Text(name) ?? "";
    }

    public int Number(string name, int fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        errors.Add(PathOf(name), "is not a whole number");
        return fallback;
    }

    /// <summary>A number with a decimal point.</summary>
    public double Ratio(string name, double fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (double.TryParse(text, Style | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        errors.Add(PathOf(name), "is not a number");
        return fallback;
    }

    /// <summary>An offset from UTC: <c>UTC</c>, or <c>±hh:mm</c> of at most 14 hours.</summary>
    public TimeSpan Offset(string name, TimeSpan fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }
        if (text == "UTC")
        {
            return TimeSpan.Zero;
        }
        var isOffset = TimeSpan.TryParseExact(text.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out var offset);
        if (isOffset && text[0] is '+' or '-' && offset <= TimeSpan.FromHours(14))
        {
            return text[0] == '-' ? -offset : offset;
        }
        errors.Add(PathOf(name), "is neither UTC nor an offset such as +07:00, at most 14 hours");
        return fallback;
    }

    /// <summary>One of a few words, ignoring case.</summary>
    public T Choice<T>(string name, T fallback, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }
        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        var words = new List<string>();
        foreach (var (word, _) in choices)
        {
            words.Add($"'{word}'");
        }
        errors.Add(PathOf(name), $"is none of {string.Join(", ", words)}");
        return fallback;
    }

    /// <summary>A path, made absolute; null when absent.</summary>
    public string? File(string name) => Text(name) is { } text ? Absolute(text) : null;

    public string RequiredFile(string name) => Absolute(Required(name));

    public IReadOnlyList<string> Files(string name) => [.. Texts(name).Select(Absolute)];

    private IEnumerable<IConfigurationSection> Members(string name, string otherwise)
    {
        var section = values.GetSection(name);
        errors.Require(section.Value is null or "", PathOf(name), otherwise);
        return section.GetChildren();
    }

    private string TextOf(IConfigurationSection member, string name)
    {
        errors.Require(!member.GetChildren().Any(), PathOf(name), "is not a text");
        return member.Value ?? "";
    }

    private string Absolute(string text) => text.Length == 0 ? "" : System.IO.Path.GetFullPath(text, directory);

    private ConfigurationNode Item(string name, IConfigurationSection child, int index) =>
        new(child, named.GetSection(name).GetSection(child.Key), PathOf($"{name}[{index}]"), directory, errors);
}
