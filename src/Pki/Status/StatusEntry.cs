// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// What is known of one certificate: renewed ahead by a timer while it is in use, fetched by one at a time, and left alone for
/// a while after a failure. Thread-safe.
/// </summary>
internal sealed class StatusEntry : IDisposable
{
    private readonly StatusSubject _subject;
    private readonly CertificateStatusOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<StatusSubject, Task<StatusVerdict>> _ask;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private KnownStatus? _known;
    private Task? _fetch;
    private TimeSpan _fetchStarted;
    private TimeSpan _nextTry;
    private TimeSpan _lastUsed;
    private int _failures;
    private string _lastFailure = "";
    private bool _isDisposed;

    /// <summary>Makes one that knows nothing yet.</summary>
    /// <param name="subject">Which certificate.</param>
    /// <param name="options">The periods.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ask">Fetches a verdict, whose evidence is kept when the task ends; throws only <see cref="StatusException"/> and for being disposed.</param>
    public StatusEntry(
        StatusSubject subject,
        CertificateStatusOptions options,
        TimeProvider time,
        Func<StatusSubject, Task<StatusVerdict>> ask
    )
    {
        (_subject, _options, _time, _ask) = (subject, options, time, ask);
        _timer = time.CreateTimer(
            static entry => ((StatusEntry)entry!).Renew(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    // Intervals are of no clock that can be set.
    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>What is known, after waiting for a fetch where that is too little; at most <see cref="CertificateStatusOptions.MaxWait"/>.</summary>
    public async ValueTask<CertificateStatusAnswer> GetAsync(CancellationToken cancellationToken)
    {
        Task fetch;
        TimeSpan left;
        lock (_lock)
        {
            var now = Now;
            _lastUsed = now;
            if (!HasToFetch(now))
            {
                return Answer(_lastFailure);
            }

            fetch = Fetch(now);
            left = _fetchStarted + _options.MaxWait - now;
        }

        return await WaitAsync(fetch, left, cancellationToken);
    }

    /// <summary>What is known without asking; null when nobody has asked yet, or the first answer is on its way.</summary>
    public CertificateStatusAnswer? Peek()
    {
        lock (_lock)
        {
            var isKnown = _known is { } known && known.IsUsable(_time);
            return isKnown || _failures > 0 ? Answer(_lastFailure) : null;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
    }

    // A renewal that failed is tried again by the timer: no signature waits for that.
    private bool HasToFetch(TimeSpan now) =>
        _known is { } known && known.IsUsable(_time)
            ? !known.IsFresh(_time) && _failures == 0 && !known.Verdict.IsFinal
            : now >= _nextTry;

    private CertificateStatusAnswer Answer(string otherwise) =>
        _known is { } known && known.IsUsable(_time)
            ? known.Answer(_time)
            : new CertificateStatusAnswer(CertificateStatus.Unknown, otherwise);

    private Task Fetch(TimeSpan now)
    {
        if (_fetch is null)
        {
            _fetchStarted = now;
            _fetch = Task.Run(FetchAsync);
        }

        return _fetch;
    }

    private async ValueTask<CertificateStatusAnswer> WaitAsync(
        Task fetch,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        string? late = null;
        try
        {
            await fetch.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            late = $"No answer within {_options.MaxWait.TotalMilliseconds:F0} ms.";
        }

        lock (_lock)
        {
            return Answer(late ?? _lastFailure);
        }
    }

    // An answer that nobody uses is let go: the next one who asks waits for a new one.
    private void Renew()
    {
        var now = Now;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            if (now - _lastUsed > _options.IdleAfter)
            {
                // A revocation, even a hold, is never forgotten; but failures are, because no timer tries again for them now.
                _known = _known is { Verdict.Status: CertificateStatus.Revoked } ? _known : null;
                (_failures, _nextTry) = (0, default);
                return;
            }

            _ = Fetch(now);
        }
    }

    private async Task FetchAsync()
    {
        try
        {
            var verdict = await _ask(_subject);
            End(() => Learned(verdict));
        }
        catch (StatusException failure)
        {
            End(() => Failed(failure));
        }
    }

    // In one step: a timer that was set by the outcome must not find the fetch under way that led to it.
    private void End(Action outcome)
    {
        lock (_lock)
        {
            _fetch = null;
            outcome();
        }
    }

    private void Learned(StatusVerdict verdict)
    {
        if (IsOlder(verdict))
        {
            Failed(new StatusException(StatusFault.Stale, "The answer is older than the one before."));
            return;
        }

        (_known, _failures, _nextTry) = (KnownStatus.Of(verdict, _options, _time), 0, default);
        if (!verdict.IsFinal)
        {
            Schedule(RenewIn(_known));
        }
    }

    // A CRL may well be older than an OCSP answer; but what is of before a hold was told can't lift it, of whatever kind it is.
    private bool IsOlder(StatusVerdict verdict) =>
        _known is { Verdict: var before }
        && before.Evidence.ThisUpdate > verdict.Evidence.ThisUpdate
        && (
            before.Evidence.Kind == verdict.Evidence.Kind
            || (before.Status == CertificateStatus.Revoked && verdict.Status == CertificateStatus.Good)
        );

    private void Failed(StatusException failure)
    {
        var wait = StatusStandings.BackOff(_failures++, _options);
        (_lastFailure, _nextTry) = (failure.Message, Now + wait);
        Schedule(wait);
    }

    // At 65 to 75 % of its life, so that certificates of one issuer don't all ask in the same second; never at once, because an
    // answer near its end may come again and again before there is a new one.
    private TimeSpan RenewIn(KnownStatus known)
    {
        var part = 0.75 - (RandomNumberGenerator.GetInt32(0, 1000) * 0.0001);
        var wait = known.Life(_time.GetUtcNow()) * part;
        return wait > _options.BackOff ? wait : _options.BackOff;
    }

    private void Schedule(TimeSpan wait)
    {
        if (!_isDisposed)
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
