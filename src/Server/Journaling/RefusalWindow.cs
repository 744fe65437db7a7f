// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>
/// Keeps the journal from growing with the patience of a caller that is refused. The first of equal refusals is written at
/// once; those that follow within the window are summed up in one row at its end. Equal means: all but the request id.
/// </summary>
internal sealed class RefusalWindow
{
    /// <summary>How many different refusals of one caller get rows of their own within a window.</summary>
    public const int MaxDifferent = 64;

    /// <summary>The same of those who are not known: it takes no client of ours to be refused.</summary>
    public const int MaxDifferentOfStrangers = 4;

    private readonly Dictionary<JournalEvent, int> _repeats = [];
    private readonly Dictionary<string, int> _callers = new(StringComparer.Ordinal);

    /// <summary>True when something waits for the end of the window, or would be summed up if it came again.</summary>
    public bool IsOpen => _repeats.Count > 0;

    /// <summary>Gives the event when it is to be written now; null when it was added to a sum.</summary>
    public JournalEvent? Take(JournalEvent entry)
    {
        if (entry.Kind != JournalEventKind.CallRefused)
        {
            return entry;
        }
        var key = KeyOf(entry);
        if (_repeats.TryGetValue(key, out var repeats))
        {
            _repeats[key] = repeats + entry.Count;
            return null;
        }
        _repeats.Add(key, 0);
        return entry;
    }

    /// <summary>Ends the window: the sums, as rows.</summary>
    public IReadOnlyList<JournalEvent> Close()
    {
        JournalEvent[] sums =
        [
            .. _repeats
                .Where(static pair => pair.Value > 0)
                .Select(static pair => pair.Key with { Count = pair.Value }),
        ];
        _repeats.Clear();
        _callers.Clear();
        return sums;
    }

    // A caller that varies what it asks for is told apart up to a bound only.
    private JournalEvent KeyOf(JournalEvent entry)
    {
        var key = entry with { RequestId = "", Count = 1 };
        if (_repeats.ContainsKey(key))
        {
            return key;
        }
        var different = _callers.GetValueOrDefault(entry.Caller);
        _callers[entry.Caller] = different + 1;
        return different < BoundOf(entry) ? key : Others(entry);
    }

    private static int BoundOf(JournalEvent entry) => entry.Caller.Length == 0 ? MaxDifferentOfStrangers : MaxDifferent;

    private static JournalEvent Others(JournalEvent entry) =>
        new()
        {
            Kind = entry.Kind,
            Caller = entry.Caller,
            Error = entry.Error,
            Detail = $"More than {BoundOf(entry)} different refusals within a second: these are not told apart.",
        };
}
