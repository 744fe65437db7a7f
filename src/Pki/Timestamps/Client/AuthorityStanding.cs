// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>What is remembered of an authority between requests. Thread-safe.</summary>
internal sealed class AuthorityStanding(string name, TimestampSourceOptions options, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private TimestampOutcome? _last;
    private DateTimeOffset? _lastSuccess;
    private TimeSpan _until; // of no clock that can be set
    private string? _reason;
    private bool _toldToWait;
    private long _failures;

    /// <summary>How many answers were not good, ever: who waits sees by it whether one came meanwhile.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    private TimeSpan Now => timeProvider.GetElapsedTime(0);

    /// <summary>Records an answer; true when a failing authority answered again.</summary>
    public bool Record(AuthorityAnswer answer)
    {
        var now = Now;
        if (answer.Outcome != TimestampOutcome.Granted)
        {
            Interlocked.Increment(ref _failures);
        }

        lock (_lock)
        {
            var recovered =
                answer.Outcome == TimestampOutcome.Granted && _last is not (null or TimestampOutcome.Granted);

            // A good answer that was under way does not lift the sentence of a bad token.
            if (_last == TimestampOutcome.BadToken && _until > now && answer.Outcome != TimestampOutcome.BadToken)
            {
                return false;
            }

            (_last, _reason, _toldToWait) = (answer.Outcome, answer.Detail, answer.RetryAfter is not null);
            _lastSuccess = answer.Outcome == TimestampOutcome.Granted ? timeProvider.GetUtcNow() : _lastSuccess;
            _until = now + PeriodOf(answer);
            return recovered;
        }
    }

    public TimestampAuthorityHealth Health()
    {
        lock (_lock)
        {
            var left = _until - Now;
            var running = left > TimeSpan.Zero;
            var state = _last switch
            {
                null => TimestampAuthorityState.Untried,
                TimestampOutcome.Granted => TimestampAuthorityState.Answering,
                TimestampOutcome.BadToken when running => TimestampAuthorityState.SetAside,
                _ when !running => TimestampAuthorityState.Failing,
                _ => _toldToWait ? TimestampAuthorityState.Waiting : TimestampAuthorityState.BackingOff,
            };
            return new TimestampAuthorityHealth(
                name,
                state,
                _lastSuccess,
                _reason,
                running ? timeProvider.GetUtcNow() + left : null
            );
        }
    }

    private TimeSpan PeriodOf(AuthorityAnswer answer) =>
        answer.Outcome switch
        {
            TimestampOutcome.Granted => TimeSpan.Zero,
            TimestampOutcome.BadToken => options.SetAsideFor,
            _ => answer.RetryAfter is { } wait ? Min(wait, options.MaxRetryAfter) : options.BackOff,
        };

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
