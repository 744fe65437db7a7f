// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Events of the journal in memory.</summary>
internal sealed class MemoryEvents(List<string> trace) : IEventJournal
{
    public List<JournalEvent> Events { get; } = [];

    public bool Fails { get; set; }

    /// <summary>What writing hangs in; null when it doesn't.</summary>
    public HangingCall? Hang { get; set; }

    public async ValueTask AppendAsync(JournalEvent entry)
    {
        if (Hang is { } hang)
        {
            await hang.WaitAsync();
        }
        if (Fails)
        {
            throw new SigningException(SigningErrorKind.StorageFailed, "The journal could not be written.");
        }
        lock (Events)
        {
            Events.Add(entry);
            trace.Add($"journal {entry.Kind} {entry.Subject}{(entry.Error is { } error ? " " + error : "")}");
        }
    }
}
