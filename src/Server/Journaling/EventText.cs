// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>Keeps texts that callers choose within the bounds of an event, and free of what could steer a terminal.</summary>
internal static class EventText
{
    private const int MaxWord = 256;
    private const int MaxDetail = 1000;

    public static JournalEvent Clip(JournalEvent entry) =>
        entry with
        {
            Tenant = Clip(entry.Tenant, MaxWord),
            Caller = Clip(entry.Caller, MaxWord),
            Operation = Clip(entry.Operation, MaxWord),
            Subject = Clip(entry.Subject, MaxWord),
            RequestId = Clip(entry.RequestId, MaxWord),
            Detail = Clip(entry.Detail, MaxDetail),
        };

    private static string Clip(string text, int most)
    {
        var cut = text.Length <= most ? text : text[..most];
        return cut.Any(IsHarmful) ? string.Concat(cut.Select(static c => IsHarmful(c) ? '\uFFFD' : c)) : cut;
    }

    // Format characters turn the reading direction and hide text: U+202E and its like.
    private static bool IsHarmful(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate;
}
