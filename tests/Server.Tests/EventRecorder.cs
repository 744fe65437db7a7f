// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Keeps what the journal is told.</summary>
internal sealed class EventRecorder : IEventRecorder
{
    public ConcurrentQueue<JournalEvent> Events { get; } = [];

    public void Record(JournalEvent entry) => Events.Enqueue(entry);
}
