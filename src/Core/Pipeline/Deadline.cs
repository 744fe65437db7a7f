// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Ends the waiting when the caller goes away or its deadline passes, and tells which of the two it was.</summary>
internal sealed class Deadline : IDisposable
{
    /// <summary>Timers reach no further than 2³² ms; no document takes that long.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _both;

    public Deadline(SigningRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        _caller = cancellationToken;
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

    /// <summary>The fault to report. A wait that ended by itself, though nobody asked it to, is a defect of ours.</summary>
    public SigningException Explain(Exception cause) =>
        cause switch
        {
            SigningException fault => fault,
            OperationCanceledException when _timer is { IsCancellationRequested: true } => new SigningException(
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
            _ => new SigningException(SigningErrorKind.Internal, "The server failed.", null, cause),
        };

    /// <inheritdoc />
    public void Dispose()
    {
        _both?.Dispose();
        _timer?.Dispose();
    }
}
