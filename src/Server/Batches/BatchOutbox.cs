// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// Decides which answers of a stream go out at once. A write that goes out is a system call and, with TLS, a record, and costs more than a
/// small answer's messages do: the messages of one answer go together, and so do answers when the next one stands in line already. What
/// waits is always sent by whoever is last. Writers wait here for their turn.
/// </summary>
internal sealed class BatchOutbox : IDisposable
{
    /// <summary>A message that waits for the one behind it.</summary>
    public static readonly WriteOptions Waits = new(WriteFlags.BufferHint);

    // About as much as a connection takes at a time; more would only be held.
    private const long MaxGathered = 64 << 10;
    private readonly SemaphoreSlim _turn = new(1);
    private int _inLine;
    private long _gathered;

    /// <summary>Waits for the turn to write one answer.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _inLine);
        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inLine);
        }
    }

    /// <summary>The turn is over.</summary>
    public void Leave() => _turn.Release();

    /// <summary>Goes through the messages of an answer, and tells of each whether it waits for the next one.</summary>
    /// <param name="answer">Made one by one.</param>
    /// <param name="bytes">About the size of the document in it.</param>
    public IEnumerable<(T Message, bool Waits)> Gather<T>(IEnumerable<T> answer, long bytes)
    {
        using var messages = answer.GetEnumerator();
        for (var isMore = messages.MoveNext(); isMore; )
        {
            var message = messages.Current;
            isMore = messages.MoveNext();
            yield return (message, isMore ? bytes <= MaxGathered : MayWait(bytes));
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool MayWait(long bytes)
    {
        _gathered += bytes;
        if (Volatile.Read(ref _inLine) > 0 && _gathered <= MaxGathered)
        {
            return true;
        }
        _gathered = 0;
        return false;
    }
}
