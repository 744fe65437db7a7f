// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Ends the waiting when the caller goes away or its deadline passes, and tells which of the two it was.</summary>
internal sealed class Deadline : IDisposable
{
    /// <summary>Timers reach no further than 2³² ms; no document takes that long.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CancellationToken _caller;

    // The transport watches the same deadline and may fire first.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);
    private readonly DateTimeOffset? _deadline;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _both;

    public Deadline(SigningRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        (_caller, _deadline, _clock) = (cancellationToken, request.Deadline, clock);
        Token = cancellationToken;
        if (request.Deadline is { } deadline && deadline - clock.GetUtcNow() is var left && left < LongestTimer)
        {
            _timer = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
            _both = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
            Token = _both.Token;
        }
    }

    /// <summary>Cancelled by either.</summary>
    public CancellationToken Token { get; }

    private bool HasPassed => _timer is { IsCancellationRequested: true } || _deadline - _clock.GetUtcNow() < Tolerance;

    /// <summary>The fault to report. A wait that ended by itself, though nobody asked it to, is a defect of ours.</summary>
    public SigningException Explain(Exception cause) =>
        cause switch
        {
            SigningException fault => fault,
            OperationCanceledException when HasPassed => new SigningException(
                SigningErrorKind.DeadlineTooShort,
                "The deadline passed before the work was done.",
                null,
                cause
            ),
            OperationCanceledException when _caller.IsCancellationRequested => new SigningException(
                SigningErrorKind.Cancelled,
                "The caller went away.",
                null,
                cause
            ),
            SignatureRoomException => new SigningException(
                SigningErrorKind.TimestampUnavailable,
                "The timestamps of the authority grow faster than the room for them.",
                null,
                cause
            ),
            _ => new SigningException(SigningErrorKind.Internal, "The server failed.", null, cause),
        };

    /// <inheritdoc />
    public void Dispose()
    {
        _both?.Dispose();
        _timer?.Dispose();
    }
}
