// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>A verdict with the times between which it is used.</summary>
/// <param name="Verdict">What was told.</param>
/// <param name="FreshUntil">Until then it is as good as a new one.</param>
/// <param name="UsableUntil">Until then it is used when no new one can be had; of a revocation for ever.</param>
internal sealed record KnownStatus(StatusVerdict Verdict, DateTimeOffset FreshUntil, DateTimeOffset UsableUntil)
{
    /// <summary>What a verdict is worth that is had now; its evidence may have been received before, for another certificate.</summary>
    public static KnownStatus Of(StatusVerdict verdict, CertificateStatusOptions options, DateTimeOffset now)
    {
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
        return new KnownStatus(
            verdict,
            Max(freshUntil, least),
            verdict.Status == CertificateStatus.Revoked ? DateTimeOffset.MaxValue : Max(usableUntil, least)
        );
    }

    /// <summary>The answer that it gives now.</summary>
    public CertificateStatusAnswer AnswerAt(DateTimeOffset now) =>
        new(Verdict.Status, Detail()) { Evidence = Verdict.Evidence, IsFresh = now < FreshUntil };

    private string? Detail() =>
        Verdict.RevokedAt is { } time ? $"since {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} ({Verdict.Reason})." : null;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
