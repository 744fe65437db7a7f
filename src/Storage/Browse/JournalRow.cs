// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Text.Json;

namespace HocBaSo.Signing.Storage;

/// <summary>One row of the journal, whatever its table, as people and other tools read it.</summary>
public sealed record JournalRow
{
    /// <summary>Its place.</summary>
    public required long Sequence { get; init; }

    /// <summary><c>intent</c>, <c>outcome</c>, <c>pair</c> or <c>event</c>.</summary>
    public required string Table { get; init; }

    /// <summary><c>intent</c>, <c>pair</c>, how an outcome ended, such as <c>signed</c>, or what an event tells, such as <c>call-refused</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it was recorded, UTC; the earliest time there is when the row was bent so that it can't be read.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The tenant; empty for none.</summary>
    public required string Tenant { get; init; }

    /// <summary>The client or administrator; empty for nobody.</summary>
    public required string Caller { get; init; }

    /// <summary>The request id; empty for none.</summary>
    public required string RequestId { get; init; }

    /// <summary>
    /// All columns in the order of the table, those above and the hashes included: <see cref="long"/>, <see cref="string"/>,
    /// <c>byte[]</c> or null.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, object?>> Columns { get; init; }

    /// <summary>The value of a column; null when it has none or the table doesn't know it.</summary>
    public object? Value(string column) => Columns.FirstOrDefault(c => c.Key == column).Value;

    /// <summary>One line of JSON without its end: <c>table</c>, then every column by its name; bytes in lower-case hex.</summary>
    public string ToJsonLine()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("table", Table);
            foreach ((string name, object? value) in Columns)
            {
                Write(json, name, value);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case byte[] blob:
                json.WriteString(name, Convert.ToHexStringLower(blob));
                break;
            default:
                json.WriteString(name, (string)value);
                break;
        }
    }
}
