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
    private readonly StatusStandings _standings = new(options, time);

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
        if (_standings.IsBackingOff(source.Url))
        {
            throw new StatusException(StatusFault.BackingOff, "The source failed a moment ago.");
        }

        var (started, serial) = (time.GetTimestamp(), subject.Certificate.SerialNumber);
        try
        {
            var verdict = await AskInTimeAsync(source, subject, cancellationToken);
            var elapsed = time.GetElapsedTime(started);
            _standings.Answered(source.Url);
            instruments?.Ended(verdict.Status.ToString(), elapsed);
            events.Told(source.Url.Shown, serial, verdict.RevokedAt is not null, elapsed);
            return verdict;
        }
        catch (StatusException failure)
        {
            var elapsed = time.GetElapsedTime(started);
            if (failure.IsOfTheSource)
            {
                _standings.Failed(source.Url);
            }

            instruments?.Ended(failure.Fault.ToString(), elapsed);
            events.Failed(source.Url.Shown, serial, failure.Fault, failure.Message, elapsed);
            throw;
        }
    }

    private async Task<StatusVerdict> AskInTimeAsync(
        Source source,
        StatusSubject subject,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await source.Ask(source.Url, subject, linked.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StatusException(
                StatusFault.TimedOut,
                $"No answer within {options.Timeout.TotalMilliseconds:F0} ms.",
                e
            );
        }
    }

    private sealed record Source(
        StatusUrl Url,
        Func<StatusUrl, StatusSubject, CancellationToken, Task<StatusVerdict>> Ask
    );
}
