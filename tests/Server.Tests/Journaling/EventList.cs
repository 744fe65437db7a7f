// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Keeps what is recorded.</summary>
internal sealed class EventList : IEventRecorder
{
    private readonly ConcurrentQueue<JournalEvent> _events = [];

    public IReadOnlyList<JournalEvent> All => [.. _events];

    public void Record(JournalEvent entry) => _events.Enqueue(entry);
}
