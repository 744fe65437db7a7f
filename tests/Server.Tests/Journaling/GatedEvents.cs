// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Keeps events in memory; can be made to fail, or to hold every append back.</summary>
internal sealed class GatedEvents : IEventJournal
{
    private readonly ConcurrentQueue<JournalEvent> _rows = [];
    private TaskCompletionSource _more = NewSignal();

    public IReadOnlyList<JournalEvent> Rows => [.. _rows];

    public bool Fails { get; set; }

    public Task Gate { get; set; } = Task.CompletedTask;

    public async ValueTask AppendAsync(JournalEvent entry)
    {
        await Gate;
        if (Fails)
        {
            throw new SigningException(SigningErrorKind.StorageFailed, "The journal can't be written.");
        }
        _rows.Enqueue(entry);
        Interlocked.Exchange(ref _more, NewSignal()).TrySetResult();
    }

    /// <summary>Ends when there are so many rows.</summary>
    public async Task ReachesAsync(int rows)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            if (_rows.Count >= rows)
            {
                return;
            }
            await more.WaitAsync(limit.Token);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
