// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Reads a JSON file member by member and collects what is wrong with it.</summary>
internal sealed class ConfigurationReader(string what)
{
    private const int MaxErrors = 50;
    private readonly List<string> _errors = [];

    public void Add(string error)
    {
        if (_errors.Count < MaxErrors)
        {
            _errors.Add(error);
        }
    }

    public void Unknown(string key) => Add($"{key} is not known here.");

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new TranscriptConfigurationException(what, _errors);
        }
    }

    /// <summary>Parses the file and gives each member of its object to <paramref name="take"/>.</summary>
    public void Read(ReadOnlyMemory<byte> json, Action<string, JsonElement> take)
    {
        try
        {
            using var document = JsonDocument.Parse(
                json,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
            );
            Members("", document.RootElement, take);
        }
        catch (JsonException e)
        {
            Add($"It is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
            ThrowIfAny();
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json decodes a string on demand, and refuses an escaped lone surrogate only then.
            Add("A string is not valid Unicode.");
            ThrowIfAny();
        }
    }

    /// <summary>Gives each member of an object to <paramref name="take"/>; a key that comes twice is an error.</summary>
    public void Members(string path, JsonElement value, Action<string, JsonElement> take)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add($"{(path.Length == 0 ? "The file" : path)} has to be an object.");
            return;
        }
        var seen = new HashSet<string>();
        foreach (var member in value.EnumerateObject())
        {
            if (seen.Add(member.Name))
            {
                take(member.Name, member.Value);
            }
            else
            {
                Add($"{(path.Length == 0 ? "" : path + ".")}{member.Name} comes twice.");
            }
        }
    }

    /// <summary>A string of 1 to <paramref name="max"/> characters; empty, with an error noted, when it isn't one.</summary>
    public string Text(string path, JsonElement value, int max)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= max)
        {
            return text;
        }
        Add($"{path} has to be a text of 1 to {max} characters.");
        return "";
    }
}
