// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>Counts events that could not be kept, by caller and kind, until rows can tell of them. Thread-safe.</summary>
internal sealed class LostEvents
{
    // Callers have names of the configuration; whoever has none is nobody. A bound all the same.
    private const int MaxDifferent = 4096;
    private readonly ConcurrentDictionary<(string Caller, JournalEventKind Kind), int> _counts = [];

    public bool IsEmpty => _counts.IsEmpty;

    public void Add(JournalEvent entry)
    {
        var caller = _counts.Count < MaxDifferent ? entry.Caller : "";
        _counts.AddOrUpdate((caller, entry.Kind), entry.Count, (_, count) => count + entry.Count);
    }

    /// <summary>Takes what was counted, as rows.</summary>
    public IReadOnlyList<JournalEvent> Take()
    {
        var rows = new List<JournalEvent>();
        foreach (var key in _counts.Keys)
        {
            if (_counts.TryRemove(key, out var count))
            {
                rows.Add(
                    new JournalEvent
                    {
                        Kind = key.Kind,
                        Caller = key.Caller,
                        Count = count,
                        Detail =
                            "Events of this kind came faster than they could be written, or while the journal could not be written.",
                    }
                );
            }
        }
        return rows;
    }
}
