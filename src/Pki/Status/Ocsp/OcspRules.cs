// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>What an answer has to be before it is relied on (RFC 6960 §3.2, §4.2.2).</summary>
internal static class OcspRules
{
    /// <summary>The answer about the certificate that was asked for, all but the responder checked.</summary>
    /// <exception cref="StatusException">Which rule it breaks.</exception>
    public static OcspSingleResponse Check(
        OcspResponse response,
        OcspQuery query,
        DateTimeOffset now,
        CertificateStatusOptions options
    )
    {
        if (response.Basic is not { } basic)
        {
            var later = response.Status is OcspResponseStatus.TryLater or OcspResponseStatus.InternalError;
            throw new StatusException(
                later ? StatusFault.Busy : StatusFault.Refused,
                $"The responder answered {response.Status}."
            );
        }

        var single = Find(basic, query);
        if (basic.HasUnknownCritical || single.HasUnknownCritical)
        {
            throw new StatusException(StatusFault.Unsupported, "The answer has an unknown critical extension.");
        }

        CheckNonce(basic, query, options);
        CheckTimes(basic, single, now, options);
        return single;
    }

    private static OcspSingleResponse Find(OcspBasicResponse basic, OcspQuery query)
    {
        var found = basic.Responses.Where(r => r.CertId.Names(query.CertId)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new StatusException(
                StatusFault.WrongCertificate,
                "The answer does not speak of the certificate, or more than once."
            );
    }

    // RFC 6960 §4.4.1: a responder may leave it out, because answers may be made in advance; another one is a replay.
    private static void CheckNonce(OcspBasicResponse basic, OcspQuery query, CertificateStatusOptions options)
    {
        var missing = basic.Nonce.IsEmpty && !query.Nonce.IsEmpty;
        if (missing ? options.RequireNonce : !basic.Nonce.Span.SequenceEqual(query.Nonce.Span))
        {
            throw new StatusException(StatusFault.WrongNonce, "The nonce did not come back.");
        }
    }

    private static void CheckTimes(
        OcspBasicResponse basic,
        OcspSingleResponse single,
        DateTimeOffset now,
        CertificateStatusOptions options
    )
    {
        var skew = options.MaxClockDifference;
        if (single.ThisUpdate > now + skew || basic.ProducedAt > now + skew)
        {
            throw new StatusException(StatusFault.NotYetValid, "The answer is of the future.");
        }

        // Without nextUpdate, newer information is always there (§4.2.2.1): so this one has to be new.
        // Periods are only added, and to times that are not of the future: the calendar has two ends.
        var until = single.NextUpdate ?? single.ThisUpdate + options.MaxAge;
        if (until < now - skew || until < single.ThisUpdate || basic.ProducedAt + skew < single.ThisUpdate)
        {
            throw new StatusException(StatusFault.Stale, "The answer is out of date.");
        }
    }
}
