// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>A verdict with the times between which it is used.</summary>
/// <param name="Verdict">What was told.</param>
/// <param name="FreshUntil">Until then it is as good as a new one.</param>
/// <param name="UsableUntil">Until then it is used when no new one can be had; a revocation is for ever.</param>
/// <param name="Stamp">When it was learned, by <see cref="TimeProvider.GetTimestamp"/>: a clock that is set back ends neither later.</param>
internal sealed record KnownStatus(
    StatusVerdict Verdict,
    DateTimeOffset FreshUntil,
    DateTimeOffset UsableUntil,
    long Stamp
)
{
    /// <summary>How long it is fresh, and how long usable, from when it was learned, whatever the clock says meanwhile.</summary>
    private (TimeSpan Fresh, TimeSpan Usable) Longest { get; init; }

    /// <summary>What a verdict is worth that is had now; its evidence may have been received before, for another certificate.</summary>
    public static KnownStatus Of(StatusVerdict verdict, CertificateStatusOptions options, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var evidence = verdict.Evidence;
        var fresh = evidence.ReceivedAt + options.MaxAge;
        var kept = evidence.ReceivedAt + options.MaxKeep;
        var until = evidence.NextUpdate ?? fresh;

        // One whose nextUpdate is past by our clock is not asked for again at once, and no signature waits for the exchange that
        // begins when the back-off has passed.
        var least = now + options.BackOff;
        var freshUntil = Min(Max(until, least + options.Timeout), fresh);

        // A nextUpdate of 9999-12-31 stands for none, and nothing can be added to it.
        var usableUntil = until < kept - options.MaxClockDifference ? until + options.MaxClockDifference : kept;
        return new KnownStatus(verdict, Max(freshUntil, least), Max(usableUntil, least), time.GetTimestamp())
        {
            Longest = (Max(options.MaxAge, least - now), Max(options.MaxKeep, least - now)),
        };
    }

    /// <summary>Whether it is as good as a new one.</summary>
    public bool IsFresh(TimeProvider time) =>
        time.GetUtcNow() < FreshUntil && time.GetElapsedTime(Stamp) < Longest.Fresh;

    /// <summary>Whether it is used when no new one can be had.</summary>
    public bool IsUsable(TimeProvider time) =>
        Verdict.Status == CertificateStatus.Revoked
        || (time.GetUtcNow() < UsableUntil && time.GetElapsedTime(Stamp) < Longest.Usable);

    /// <summary>How long it stays fresh from when it was learned.</summary>
    public TimeSpan Life(DateTimeOffset learned) =>
        FreshUntil - learned < Longest.Fresh ? FreshUntil - learned : Longest.Fresh;

    /// <summary>The answer that it gives now.</summary>
    public CertificateStatusAnswer Answer(TimeProvider time) =>
        new(Verdict.Status, Detail()) { Evidence = Verdict.Evidence, IsFresh = IsFresh(time) };

    private string? Detail() =>
        Verdict.RevokedAt is { } time ? $"since {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} ({Verdict.Reason})." : null;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
