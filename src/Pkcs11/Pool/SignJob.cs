// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// One signature on its way: the caller awaits <see cref="TaskCompletionSource{TResult}.Task"/>, which ends once, whoever is first. The digest is
/// copied, so that the caller's buffer is free whatever happens. Continuations never run on a session's thread.
/// </summary>
internal sealed class SignJob : TaskCompletionSource<byte[]>
{
    /// <summary>Once, and once more on a fresh session.</summary>
    public const int MaximumAttempts = 2;

    private readonly WaitingCount _waiting;
    private readonly int _digestLength;
    private CancellationTokenRegistration _cancellation;
    private int _hasLeft;
    private DigestBuffer _digest;

    public SignJob(
        KeyRoute route,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        SigningLane lane,
        long enqueuedAt,
        WaitingCount waiting
    )
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        Route = route;
        Algorithm = algorithm;
        Family = KeyFamilies.Of(algorithm.Scheme);
        Lane = lane;
        EnqueuedAt = enqueuedAt;
        _waiting = waiting;
        _digestLength = digest.Length;
        digest.CopyTo(_digest);
    }

    public KeyRoute Route { get; }

    public SignatureAlgorithm Algorithm { get; }

    public SigningLane Lane { get; }

    /// <summary>The type of key that it needs.</summary>
    public KeyFamily Family { get; }

    /// <summary>When it began to wait, for the first time or after a try: a timestamp of the signer's TimeProvider. Not changed while it waits.</summary>
    public long EnqueuedAt { get; set; }

    /// <summary>How often a session has tried; owned by whoever holds the job.</summary>
    public int Attempts { get; set; }

    /// <summary>One bit per token that failed while signing this.</summary>
    public ulong FailedOn { get; set; }

    /// <summary>One bit per token that hasn't got the key.</summary>
    public ulong AbsentOn { get; set; }

    public ReadOnlySpan<byte> Digest => ((ReadOnlySpan<byte>)_digest)[.._digestLength];

    /// <summary>No longer waiting: its place in the queue is free. Idempotent.</summary>
    public void LeaveQueue()
    {
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
        {
            _waiting.Leave();
        }
    }

    public void Succeed(byte[] signature)
    {
        LeaveQueue();
        TrySetResult(signature);
        _cancellation.Unregister();
    }

    public void Fail(SigningErrorKind kind, string safeMessage, Exception? cause = null, TimeSpan? retryAfter = null)
    {
        LeaveQueue();
        TrySetException(new SigningException(kind, safeMessage, null, cause) { RetryAfter = retryAfter });
        _cancellation.Unregister();
    }

    /// <summary>Ends the wait when the token is cancelled. Before the job is dispatched.</summary>
    public void CancelOn(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (state, token) => ((SignJob)state!).Cancel(token),
                this
            );
        }
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        LeaveQueue();
        TrySetCanceled(cancellationToken);
    }

    [InlineArray(DigestLength.Maximum)]
    private struct DigestBuffer
    {
        private byte _first;
    }
}
