// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers.Tls;
using HocBaSo.Signing.Server.Calls;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>
/// Callers by their TLS certificates. A verdict holds for one connection and for a minute at most, and falls with the
/// anchors and CRLs that it was made with: a certificate that is revoked meanwhile makes no more calls.
/// </summary>
internal sealed class CertificateCallers(
    ClientTrust trust,
    ClientDirectory clients,
    IEventRecorder events,
    TimeProvider time
) : ICallerSource
{
    private static readonly TimeSpan s_freshness = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, byte> _seen = new(StringComparer.Ordinal);

    public Caller Identify(HttpContext http)
    {
        if (PresentedCertificate.Of(http) is not { } presented)
        {
            throw Unauthenticated("A client certificate is required.");
        }
        var now = time.GetUtcNow();
        if (
            presented.Verdict is not Known known
            || !ReferenceEquals(known.Trust, trust.Current)
            || now - known.At >= s_freshness
            || now < known.At
            || now > known.NotAfter
        )
        {
            known = Judge(presented, now);
            presented.Verdict = known;
        }
        return known.Caller ?? throw Unauthenticated(known.Reason);
    }

    public string EvidenceOf(HttpContext http) => PresentedCertificate.Of(http)?.Sha256 ?? "";

    public bool ServesPages(HttpContext http) => http.Features.Get<ITlsHandshakeFeature>() is null;

    private Known Judge(PresentedCertificate presented, DateTimeOffset now)
    {
        var snapshot = trust.Current;
        var reason = snapshot.WhyNot(presented, now);
        var owners = reason is null ? clients.Find(presented) : [];
        reason ??= owners.Count switch
        {
            1 => null,
            0 => "The client certificate belongs to no client of this server.",
            _ => "The client certificate belongs to more than one client of this server.",
        };
        var caller = reason is null ? owners[0] : null;
        if (caller is not null)
        {
            Seen(caller, presented);
        }
        return new Known(
            snapshot,
            now,
            new DateTimeOffset(presented.Certificate.NotAfter.ToUniversalTime()),
            caller,
            reason ?? ""
        );
    }

    private void Seen(Caller caller, PresentedCertificate presented)
    {
        if (_seen.TryAdd(presented.Sha256, 0))
        {
            events.Record(
                new JournalEvent
                {
                    Kind = JournalEventKind.CallerSeen,
                    Caller = caller.Id,
                    Subject = presented.Sha256,
                    Detail = $"Serial number {presented.Certificate.SerialNumber}.",
                }
            );
        }
    }

    private static SigningException Unauthenticated(string reason) => new(SigningErrorKind.Unauthenticated, reason);

    private sealed record Known(
        ClientTrustSnapshot Trust,
        DateTimeOffset At,
        DateTimeOffset NotAfter,
        Caller? Caller,
        string Reason
    );
}
