// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Counts the documents that wait for somebody outside of this process, and keep no processor busy meanwhile.</summary>
internal sealed class WaitsElsewhere
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits for an answer, and counts the document unless the answer is there.</summary>
    public async Task ForAsync(Task answer)
    {
        if (answer.IsCompleted)
        {
            await answer;
            return;
        }
        Interlocked.Increment(ref _count);
        try
        {
            await answer;
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
