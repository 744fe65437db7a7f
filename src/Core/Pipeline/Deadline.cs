// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Ends the waiting when the caller goes away or its deadline passes, and tells which of the two it was.</summary>
internal sealed class Deadline : IDisposable
{
    // The transport watches the same deadline and may fire first.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);
    private readonly DateTimeOffset? _deadline;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _both;

    public Deadline(SigningRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        (_deadline, _clock) = (request.Deadline, clock);
        Token = cancellationToken;
        if (request.Deadline is { } deadline)
        {
            var left = deadline - clock.GetUtcNow();
            _timer = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
            _both = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
            Token = _both.Token;
        }
    }

    /// <summary>Cancelled by either.</summary>
    public CancellationToken Token { get; }

    private bool HasPassed => _timer is { IsCancellationRequested: true } || _deadline - _clock.GetUtcNow() < Tolerance;

    /// <summary>The fault to report for a cancelled wait.</summary>
    public SigningException ToException(OperationCanceledException cause) =>
        HasPassed
            ? new SigningException(
                SigningErrorKind.DeadlineTooShort,
                "The deadline passed before the work was done.",
                null,
                cause
            )
            : new SigningException(SigningErrorKind.Cancelled, "The caller went away.", null, cause);

    /// <inheritdoc />
    public void Dispose()
    {
        _both?.Dispose();
        _timer?.Dispose();
    }
}
