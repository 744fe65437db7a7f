// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Integration.Callers;

/// <summary>Keeps what the journal is told.</summary>
internal sealed class RecordedEvents : IEventRecorder
{
    public ConcurrentQueue<JournalEvent> All { get; } = [];

    public IEnumerable<JournalEvent> Refusals => All.Where(static e => e.Kind == JournalEventKind.CallRefused);

    public void Record(JournalEvent entry) => All.Enqueue(entry);
}
