// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Timestamps over HTTP from an ordered list of authorities. The first that gives a token which passes every check wins;
/// one that lies is set aside for a while with an alarm, one that is down or slow comes last for a while. Thread-safe.
/// </summary>
public sealed class HttpTimestampSource : ITimestampSource, IDisposable
{
    private readonly Authority[] _authorities;
    private readonly ITimestampEvents _events;
    private readonly TimestampInstruments? _instruments;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes a source.</summary>
    /// <param name="options">The authorities and the periods.</param>
    /// <param name="http">Sends the requests; stays the caller's. Its own time-out should not be shorter than the authorities'.</param>
    /// <param name="verifier">Checks the tokens.</param>
    /// <param name="tsaAnchors">Whom to trust for time; asked at every token, so that anchors can change.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="events">Who is told; null for nobody.</param>
    /// <param name="instruments">Metrics; null for none. Stays the caller's.</param>
    /// <exception cref="ArgumentException">The options can't work.</exception>
    public HttpTimestampSource(
        TimestampSourceOptions options,
        HttpClient http,
        TimestampTokenVerifier verifier,
        Func<IReadOnlyList<X509Certificate2>> tsaAnchors,
        TimeProvider timeProvider,
        ITimestampEvents? events = null,
        TimestampInstruments? instruments = null
    )
    {
        options.Validate();
        (_timeProvider, _events, _instruments) = (timeProvider, events ?? new NoTimestampEvents(), instruments);
        _authorities =
        [
            .. options.Authorities.Select(a => new Authority(
                a.Name,
                new AuthorityClient(
                    a,
                    new TokenCheck(a.Name, options, verifier, tsaAnchors, timeProvider),
                    http,
                    timeProvider
                ),
                new AuthorityStanding(a.Name, options, timeProvider)
            )),
        ];
    }

    /// <inheritdoc />
    public ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    ) => TimestampAsync(imprint, digest, SigningLane.Interactive, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        SigningLane lane,
        CancellationToken cancellationToken
    )
    {
        if (Digests.IsWeak(digest) || Digests.LengthOf(digest) != imprint.Length)
        {
            throw new ArgumentException("A digest of SHA-256, SHA-384 or SHA-512 is expected.", nameof(imprint));
        }

        Authority? failed = null;
        foreach (var authority in InTurn())
        {
            if (failed is not null)
            {
                _instruments?.FailedOver(failed.Name);
            }
            var answer = await AskInTurnAsync(authority, imprint, digest, lane, cancellationToken);
            if (answer?.Token is { } token)
            {
                return token;
            }
            failed = authority;
        }

        throw new SigningException(
            SigningErrorKind.TimestampUnavailable,
            "No time-stamping authority gave a token that passes its checks."
        )
        {
            RetryAfter = SoonestRetry(),
        };
    }

    /// <summary>How the authorities stand, in their configured order; asks nobody.</summary>
    public IReadOnlyList<TimestampAuthorityHealth> Health() => [.. _authorities.Select(a => a.Standing.Health())];

    /// <summary>Asks every authority that may be asked for a token over a random digest, then tells how they stand.</summary>
    public async ValueTask<IReadOnlyList<TimestampAuthorityHealth>> ProbeAsync(CancellationToken cancellationToken)
    {
        var imprint = RandomNumberGenerator.GetBytes(32);
        var probes = _authorities
            .Where(a => MayAsk(a.Standing.Health().State))
            .Select(a =>
                AskInTurnAsync(a, imprint, HashAlgorithmName.SHA256, SigningLane.Interactive, cancellationToken)
            );
        await Task.WhenAll(probes);
        return Health();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var authority in _authorities)
        {
            authority.Client.Dispose();
        }
    }

    /// <summary>Those without a running period in their order, then those that back off; the others are left out.</summary>
    private IEnumerable<Authority> InTurn() =>
        _authorities
            .Select(a => (Authority: a, a.Standing.Health().State))
            .Where(a => MayAsk(a.State))
            .OrderBy(a => a.State == TimestampAuthorityState.BackingOff)
            .Select(a => a.Authority)
            .ToArray();

    private static bool MayAsk(TimestampAuthorityState state) =>
        state is not (TimestampAuthorityState.SetAside or TimestampAuthorityState.Waiting);

    // An authority that failed others while this one waited for a place is not asked again, unless it answers by now: the next
    // one is. That a period ended meanwhile is no failure.
    private async Task<AuthorityAnswer?> AskInTurnAsync(
        Authority authority,
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        SigningLane lane,
        CancellationToken cancellationToken
    )
    {
        var failures = authority.Standing.Failures;
        using var place = await authority.Client.EnterAsync(lane, cancellationToken);
        var state = authority.Standing.Health().State;
        var hasFailedOthers = authority.Standing.Failures != failures;
        return MayAsk(state) && (!hasFailedOthers || state == TimestampAuthorityState.Answering)
            ? await AskAsync(authority, imprint, digest, cancellationToken)
            : null;
    }

    private async Task<AuthorityAnswer> AskAsync(
        Authority authority,
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    )
    {
        using var span = TimestampInstruments.Ask();
        var started = _timeProvider.GetTimestamp();
        var answer = await authority.Client.AskAsync(imprint, digest, cancellationToken);
        var elapsed = _timeProvider.GetElapsedTime(started);
        var recovered = authority.Standing.Record(answer);
        _instruments?.Answered(authority.Name, answer.Outcome, elapsed);
        TimestampInstruments.Tell(span, authority.Name, answer.Outcome);
        _events.Answered(authority.Name, answer.Outcome, elapsed, answer.Detail);
        if (answer.Outcome is TimestampOutcome.Rejected or TimestampOutcome.BadToken)
        {
            _instruments?.Alarm(authority.Name);
            _events.Alarm(authority.Name, answer.Outcome, answer.Detail!);
        }

        if (recovered)
        {
            _events.Recovered(authority.Name);
        }

        return answer;
    }

    private TimeSpan SoonestRetry()
    {
        var now = _timeProvider.GetUtcNow();
        var waits = Health().Where(h => h.Until is not null).Select(h => h.Until!.Value - now);
        return waits.DefaultIfEmpty(TimeSpan.FromSeconds(1)).Min();
    }

    private sealed record Authority(string Name, AuthorityClient Client, AuthorityStanding Standing);
}
