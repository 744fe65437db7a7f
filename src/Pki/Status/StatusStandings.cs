// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Which sources failed a moment ago: so that a dead one costs its time limit once, not once a certificate. By URL, not by host:
/// the CRL beside a responder that is down is the one to ask then. Thread-safe.
/// </summary>
internal sealed class StatusStandings(CertificateStatusOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Standing> _standings = new(StringComparer.Ordinal);

    // Of no clock that can be set.
    private TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>True while the source is left alone.</summary>
    public bool IsBackingOff(StatusUrl url) =>
        _standings.TryGetValue(url.Url.AbsoluteUri, out var standing) && Now < standing.Until;

    public void Answered(StatusUrl url) => _standings.TryRemove(url.Url.AbsoluteUri, out _);

    public void Failed(StatusUrl url)
    {
        var now = Now;
        _standings.AddOrUpdate(
            url.Url.AbsoluteUri,
            _ => Next(0),
            (_, before) => now < before.Until ? before : Next(before.Failures)
        );

        Standing Next(int failures) => new(failures + 1, now + BackOff(failures, options));
    }

    /// <summary>Doubled by each failure, up to a limit.</summary>
    /// <param name="failures">How many there were before.</param>
    /// <param name="options">First and longest.</param>
    public static TimeSpan BackOff(int failures, CertificateStatusOptions options)
    {
        var wait = options.BackOff * Math.Pow(2, Math.Min(failures, 20));
        return wait < options.MaxBackOff ? wait : options.MaxBackOff;
    }

    private sealed record Standing(int Failures, TimeSpan Until);
}
