// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Storage;

/// <summary>A table that takes part in the sequence and the chain: its columns without the two hashes, in the order they are hashed.</summary>
internal sealed class JournalTable
{
    private JournalTable(string name, string[] columns, string? newest = null)
    {
        (Name, Columns, Newest) = (name, columns, newest);
        NameUtf8 = Encoding.UTF8.GetBytes(name);
        ColumnsUtf8 = [.. columns.Select(Encoding.UTF8.GetBytes)];
    }

    public static JournalTable Intent { get; } = new("intent", EntryColumns.Intent);

    public static JournalTable Outcome { get; } = new("outcome", EntryColumns.Outcome, newest: "intent_sequence");

    public static JournalTable Pair { get; } = new("pair", EntryColumns.Pair);

    public static JournalTable Event { get; } = new("event", EntryColumns.Event);

    public static IReadOnlyList<JournalTable> All { get; } = [Intent, Outcome, Pair, Event];

    public string Name { get; }

    public string[] Columns { get; }

    /// <summary>The column that files of the schema before don't have, which are read all the same; null for none.</summary>
    public string? Newest { get; }

    public byte[] NameUtf8 { get; }

    public byte[][] ColumnsUtf8 { get; }

    public int IndexOf(string column) => Array.IndexOf(Columns, column);
}
