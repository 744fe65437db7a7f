// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;

namespace HocBaSo.Signing.Cli;

/// <summary>Works on many items at once and gives the results in the order of the items.</summary>
internal static class OrderedParallel
{
    // Enough that a slow item at the head doesn't leave the other processors idle; bounds what is held in memory.
    private const int WindowPerProcessor = 8;

    /// <summary>Maps each item on the thread pool; at most a small window of results is held at any time.</summary>
    public static async IAsyncEnumerable<TResult> Select<T, TResult>(
        IEnumerable<T> items,
        Func<T, TResult> map,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var places = new SemaphoreSlim(Environment.ProcessorCount);
        var window = new Queue<Task<TResult>>();
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            window.Enqueue(RunAsync(item, map, places, cancellationToken));
            if (window.Count >= Environment.ProcessorCount * WindowPerProcessor)
            {
                yield return await window.Dequeue();
            }
        }
        while (window.TryDequeue(out var task))
        {
            yield return await task;
        }
    }

    private static async Task<TResult> RunAsync<T, TResult>(
        T item,
        Func<T, TResult> map,
        SemaphoreSlim places,
        CancellationToken cancellationToken
    )
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => map(item), cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }
}
