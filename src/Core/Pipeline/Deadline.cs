// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Ends the waiting when the caller goes away or its deadline passes, and tells which of the two it was.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _both;

    public Deadline(SigningRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
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

    /// <summary>The fault to report for a cancelled wait.</summary>
    public SigningException ToException(OperationCanceledException cause) =>
        _timer is { IsCancellationRequested: true }
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
