// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// One append on its way to the disk. Either the writer takes it or the caller cancels it, never both: a cancelled append is not
/// written, and one that was taken ends with the fate of its commit.
/// </summary>
internal sealed class PendingAppend
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public SigningIntent[] Intents { get; init; } = [];

    public SigningOutcome[] Outcomes { get; init; } = [];

    public SealedPair? Pair { get; init; }

    public JournalEvent? Event { get; init; }

    /// <summary>Takes no place in the sequence.</summary>
    public StatusEvidence? Evidence { get; init; }

    /// <summary>Takes no place in the sequence.</summary>
    public SealedCheckpoint? Checkpoint { get; init; }

    /// <summary>No intent up to here is open; null to say nothing of it. Takes no place in the sequence.</summary>
    public long? ClosedThrough { get; init; }

    /// <summary>Who goes first where appends wait for the writer.</summary>
    public SigningLane Lane { get; init; }

    /// <summary>Rows of the gapless sequence.</summary>
    public int Rows => Intents.Length + Outcomes.Length + (Pair is null ? 0 : 1) + (Event is null ? 0 : 1);

    /// <summary>Ends when the commit is on the disk.</summary>
    public Task Task => _done.Task;

    /// <summary>Why this append alone was refused; null when its rows are part of the commit.</summary>
    public SigningException? Refusal { get; set; }

    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    public void TryCancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
        {
            _done.TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>The commit is on the disk.</summary>
    public void Complete()
    {
        if (Refusal is null)
        {
            _done.TrySetResult();
        }
        else
        {
            _done.TrySetException(Refusal);
        }
    }

    public void Fail(SigningException fault) => _done.TrySetException(fault);
}
