// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text.Json;

namespace HocBaSo.Signing.Cli;

/// <summary>One object of a scenario file; complains by path, as a <see cref="FormatException"/>.</summary>
internal sealed class ScenarioNode(JsonElement element, string path)
{
    /// <summary>Refuses members of other names.</summary>
    public void AllowOnly(params string[] names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{(path.Length == 0 ? "the file" : path)} is no object");
        }
        foreach (
            var member in element
                .EnumerateObject()
                .Where(member => !names.Contains(member.Name, StringComparer.Ordinal))
        )
        {
            throw Wrong(member.Name, "is not known here");
        }
    }

    /// <summary>True when there is such a member.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>True when the member is that text.</summary>
    public bool IsText(string name, string text) =>
        element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.ValueEquals(text);

    /// <summary>A text of 1 to 100 characters; null when absent.</summary>
    public string? Text(string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 100 } text
            ? text
            : throw Wrong(name, "is no text of 1 to 100 characters");
    }

    /// <summary>One of some words; the first of them when absent.</summary>
    public T Word<T>(string name, IReadOnlyDictionary<string, T> words) =>
        Text(name) is not { } text ? words.First().Value
        : words.TryGetValue(text, out var value) ? value
        : throw Wrong(name, $"is none of {string.Join(", ", words.Keys)}");

    /// <summary>A number within a range.</summary>
    public double Number(string name, double least, double most) =>
        element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var number)
        && number >= least
        && number <= most
            ? number
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"is no number from {least} to {most}"));

    /// <summary>A whole number within a range; <c>2.0</c> is none.</summary>
    public int Integer(string name, int least, int most) =>
        element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
        && number >= least
        && number <= most
            ? number
            : throw Wrong(
                name,
                string.Create(CultureInfo.InvariantCulture, $"is no whole number from {least} to {most}")
            );

    /// <summary>A duration such as <c>10s</c>; null when absent.</summary>
    public TimeSpan? Duration(string name) =>
        Text(name) is not { } text ? null
        : LoadText.TryReadDuration(text, out var duration) ? duration
        : throw Wrong(name, "is no duration, such as 500ms, 10s, 5m");

    /// <summary>The members of a list.</summary>
    public IReadOnlyList<ScenarioNode> Items(string name, int most)
    {
        var isList = element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array;
        return isList && list.GetArrayLength() <= most
            ? [.. list.EnumerateArray().Select((item, i) => new ScenarioNode(item, $"{PathOf(name)}[{i}]"))]
            : throw Wrong(name, $"is no list of at most {most}");
    }

    /// <summary>This, as a list of two numbers.</summary>
    public (double First, double Second) Pair()
    {
        var isPair =
            element.ValueKind == JsonValueKind.Array
            && element.GetArrayLength() == 2
            && element.EnumerateArray().All(static number => number.ValueKind == JsonValueKind.Number);
        return isPair
            ? (element[0].GetDouble(), element[1].GetDouble())
            : throw new FormatException($"{path} is no list of two numbers");
    }

    /// <summary>A complaint about a member.</summary>
    public FormatException Wrong(string name, string why) => new($"{PathOf(name)} {why}");

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
