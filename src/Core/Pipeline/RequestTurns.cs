// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;

namespace HocBaSo.Signing.Core;

/// <summary>Lets requests with the same key go one after another, so that a repeated one finds the first one's outcome.</summary>
internal sealed class RequestTurns
{
    private readonly ConcurrentDictionary<RequestKey, TaskCompletionSource> _running = new();

    /// <summary>Waits for the turn of a key.</summary>
    public async ValueTask<Turn> EnterAsync(RequestKey key, CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            var running = _running.GetOrAdd(key, mine);
            if (ReferenceEquals(running, mine))
            {
                return new Turn(this, key, mine);
            }
            await running.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>One request's turn; over when disposed.</summary>
    internal readonly struct Turn(RequestTurns turns, RequestKey key, TaskCompletionSource mine) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose()
        {
            turns._running.TryRemove(new KeyValuePair<RequestKey, TaskCompletionSource>(key, mine));
            mine.SetResult();
        }
    }
}
