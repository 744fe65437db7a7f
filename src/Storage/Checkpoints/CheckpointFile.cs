// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Sealed checkpoints outside of the journal, one small JSON file each: <c>checkpoint</c> (the canonical text), <c>signature</c> and
/// <c>timestampToken</c> (base64). Copied to another machine, they show truncation and a swapped database.
/// </summary>
public static class CheckpointFile
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The name of a checkpoint's file; sorts by number.</summary>
    public static string Name(JournalCheckpoint checkpoint) =>
        string.Create(CultureInfo.InvariantCulture, $"checkpoint-{checkpoint.Node}-{checkpoint.Number:D10}.json");

    /// <summary>
    /// Writes the file, whole or not at all, durably, with mode 0600. One that is there stays: it is evidence of what the journal was.
    /// </summary>
    /// <exception cref="IOException">The folder can't be written, or the file is there with other content.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <returns>The file's path.</returns>
    public static string Write(string folder, SealedCheckpoint checkpoint)
    {
        string path = Path.Combine(folder, Name(checkpoint.Checkpoint));
        byte[] content = ToJson(checkpoint);
        if (!File.Exists(path))
        {
            PrivateFile.Replace(path, content);
        }
        else if (!content.AsSpan().SequenceEqual(File.ReadAllBytes(path)))
        {
            throw new IOException($"{path} is there with other content: the journal was restored or swapped.");
        }
        return path;
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="InvalidDataException">It is no checkpoint file.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static SealedCheckpoint Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw NotOne(path, cause: null);
        }
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            byte[] canonical = Encoding.ASCII.GetBytes(json.RootElement.GetProperty("checkpoint").GetString()!);
            CheckpointSeal seal = new(Bytes(json, "signature"), Bytes(json, "timestampToken"));
            return new SealedCheckpoint(JournalCheckpoint.Parse(canonical), canonical, seal);
        }
        catch (Exception failure)
            when (failure
                    is JsonException
                        or KeyNotFoundException
                        or FormatException
                        or InvalidOperationException
                        or ArgumentNullException
            )
        {
            throw NotOne(path, failure);
        }
    }

    /// <summary>All checkpoint files of a folder, by node and number.</summary>
    /// <exception cref="InvalidDataException">One of them is no checkpoint file.</exception>
    /// <exception cref="IOException">The folder can't be read.</exception>
    public static IReadOnlyList<SealedCheckpoint> ReadFolder(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "checkpoint-*.json")
                .Select(Read)
                .OrderBy(static c => c.Checkpoint.Node, StringComparer.Ordinal)
                .ThenBy(static c => c.Checkpoint.Number),
        ];

    private static byte[] ToJson(SealedCheckpoint checkpoint)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("checkpoint", Encoding.ASCII.GetString(checkpoint.Canonical.Span));
            json.WriteBase64String("signature", checkpoint.Seal.Signature.Span);
            json.WriteBase64String("timestampToken", checkpoint.Seal.TimestampToken.Span);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static byte[] Bytes(JsonDocument json, string name) =>
        json.RootElement.GetProperty(name).GetBytesFromBase64();

    private static InvalidDataException NotOne(string path, Exception? cause) =>
        new($"{path} is no checkpoint of a journal.", cause);
}
