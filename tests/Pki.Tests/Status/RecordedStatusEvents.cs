// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>What a source told its listener.</summary>
internal sealed class RecordedStatusEvents : IStatusEvents
{
    public ConcurrentQueue<(string Source, StatusFault? Fault)> Seen { get; } = new();

    public int NotKeptCount { get; private set; }

    public IReadOnlyList<StatusFault> Faults => [.. Seen.Where(s => s.Fault is not null).Select(s => s.Fault!.Value)];

    public void Told(string source, string subject, bool isRevoked, TimeSpan elapsed) => Seen.Enqueue((source, null));

    public void Failed(string source, string subject, StatusFault fault, string detail, TimeSpan elapsed) =>
        Seen.Enqueue((source + " " + detail, fault));

    public void NotKept(string subject, Exception cause) => NotKeptCount++;
}
