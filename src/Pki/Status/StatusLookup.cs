// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>One look-up: the sources of a certificate in their order, until one tells.</summary>
internal sealed class StatusLookup(
    OcspClient ocsp,
    CrlClient crls,
    CertificateStatusOptions options,
    StatusHttpOptions places,
    TimeProvider time,
    IStatusEvents events,
    StatusInstruments? instruments
)
{
    /// <summary>The first verdict.</summary>
    /// <exception cref="StatusException">None gave one; the message says what each said.</exception>
    public async Task<StatusVerdict> AskAsync(StatusSubject subject, CancellationToken cancellationToken)
    {
        var failures = new List<StatusException>();
        foreach (var source in SourcesOf(subject))
        {
            try
            {
                return await AskAsync(source, subject, cancellationToken);
            }
            catch (StatusException failure)
            {
                failures.Add(failure);
            }
        }

        throw failures.Count == 0
            ? new StatusException(StatusFault.NoSource, "The certificate names neither a responder nor a CRL.")
            : new StatusException(
                failures[0].Fault,
                string.Join(' ', failures.Select(static f => f.Message).Distinct())
            );
    }

    private IEnumerable<Source> SourcesOf(StatusSubject subject)
    {
        var byOcsp = subject.OcspUrls.Select(url => new Source(url, ocsp.AskAsync));
        var byCrl = subject.CrlUrls.Select(url => new Source(url, crls.AskAsync));
        return options.CrlFirst ? byCrl.Concat(byOcsp) : byOcsp.Concat(byCrl);
    }

    private async Task<StatusVerdict> AskAsync(
        Source source,
        StatusSubject subject,
        CancellationToken cancellationToken
    )
    {
        source.Url.RequireAllowed(places);
        var (started, serial) = (time.GetTimestamp(), subject.Certificate.SerialNumber);
        try
        {
            var verdict = await AskSafelyAsync(source, subject, cancellationToken);
            var elapsed = time.GetElapsedTime(started);
            instruments?.Ended(verdict.Status.ToString(), elapsed);
            events.Told(source.Url.Shown, serial, verdict.RevokedAt is not null, elapsed);
            return verdict;
        }
        catch (StatusException failure) when (failure.Fault != StatusFault.BackingOff)
        {
            var elapsed = time.GetElapsedTime(started);
            instruments?.Ended(failure.Fault.ToString(), elapsed);
            events.Failed(source.Url.Shown, serial, failure.Fault, failure.Message, elapsed);
            throw;
        }
    }

    // A fault of ours in one source's answer must neither keep the other source from being asked nor end in the signature.
    private static async Task<StatusVerdict> AskSafelyAsync(
        Source source,
        StatusSubject subject,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await source.Ask(source.Url, subject, cancellationToken);
        }
        catch (Exception e) when (e is not (StatusException or OperationCanceledException))
        {
            throw new StatusException(
                StatusFault.Malformed,
                $"The answer could not be dealt with ({e.GetType().Name}).",
                e
            );
        }
    }

    private sealed record Source(
        StatusUrl Url,
        Func<StatusUrl, StatusSubject, CancellationToken, Task<StatusVerdict>> Ask
    );
}
