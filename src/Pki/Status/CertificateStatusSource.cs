// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// The status of certificates from their issuers' responders and CRLs: asked once for thousands of signatures, renewed ahead,
/// never waited for longer than configured. Thread-safe.
/// </summary>
public sealed class CertificateStatusSource : IDisposable
{
    private readonly CertificateStatusOptions _options;
    private readonly TimeProvider _time;
    private readonly IStatusEvents _events;
    private readonly Func<StatusEvidence, CancellationToken, ValueTask> _keep;
    private readonly StatusLookup _lookup;
    private readonly ConcurrentDictionary<string, StatusEntry> _entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Makes a source.</summary>
    /// <param name="options">Periods and limits.</param>
    /// <param name="http">Exchanges; stays the caller's.</param>
    /// <param name="places">Where they may go: what <paramref name="http"/> was made with.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keep">Keeps evidence before it is relied on; null keeps none.</param>
    /// <param name="events">Who is told; null for nobody.</param>
    /// <param name="instruments">Metrics; null for none. Stays the caller's.</param>
    /// <exception cref="ArgumentException">The options can't work.</exception>
    public CertificateStatusSource(
        CertificateStatusOptions options,
        StatusHttp http,
        StatusHttpOptions places,
        TimeProvider time,
        Func<StatusEvidence, CancellationToken, ValueTask>? keep = null,
        IStatusEvents? events = null,
        StatusInstruments? instruments = null
    )
    {
        options.Validate();
        (_options, _time, _events) = (options, time, events ?? new NoStatusEvents());
        _keep = keep ?? (static (_, _) => ValueTask.CompletedTask);
        _places = new SemaphoreSlim(options.MaxConcurrency);
        var exchanges = new StatusExchanges(options, time);
        var crls = new CrlClient(http, exchanges, options, time);
        var ocsp = new OcspClient(http, exchanges, crls, options, time);
        _lookup = new StatusLookup(ocsp, crls, options, places, time, _events, instruments);
    }

    /// <summary>What is known of a certificate now; from memory as a rule, at most <see cref="CertificateStatusOptions.MaxWait"/> later.</summary>
    /// <param name="subject">Which certificate.</param>
    /// <param name="cancellationToken">Gives up waiting; what is being fetched goes on for the others.</param>
    /// <returns>Unknown with a reason where nothing is known.</returns>
    public ValueTask<CertificateStatusAnswer> GetStatusAsync(
        StatusSubject subject,
        CancellationToken cancellationToken
    ) => EntryOf(subject).GetAsync(cancellationToken);

    /// <summary>What is known of a certificate, without asking anybody; null when nobody has asked yet.</summary>
    public CertificateStatusAnswer? Peek(StatusSubject subject) =>
        _entries.TryGetValue(subject.Key, out var entry) ? entry.Peek() : null;

    /// <summary>Begins to fetch what is not known yet, so that the first signature need not wait.</summary>
    public void Prefetch(StatusSubject subject) => _ = WarmAsync(subject);

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        foreach (var entry in _entries.Values)
        {
            entry.Dispose();
        }
    }

    private StatusEntry EntryOf(StatusSubject subject) =>
        _entries.GetOrAdd(subject.Key, (_, s) => new StatusEntry(s, _options, _time, AskAsync), subject);

    private async Task WarmAsync(StatusSubject subject)
    {
        try
        {
            await GetStatusAsync(subject, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The source is being disposed.
        }
    }

    // Ends in a verdict or a StatusException, whatever happens: whoever waits is a signature.
    private async Task<StatusVerdict> AskAsync(StatusSubject subject)
    {
        try
        {
            await _places.WaitAsync(_stop.Token);
            try
            {
                var verdict = await _lookup.AskAsync(subject, _stop.Token);
                await KeepAsync(subject, verdict.Evidence);
                return verdict;
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException e)
        {
            throw new StatusException(StatusFault.Unreachable, "The server is stopping.", e);
        }
        catch (Exception e) when (e is not StatusException)
        {
            throw new StatusException(
                StatusFault.Malformed,
                $"The status could not be found out ({e.GetType().Name}).",
                e
            );
        }
    }

    private async Task KeepAsync(StatusSubject subject, StatusEvidence evidence)
    {
        try
        {
            await _keep(evidence, _stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _events.NotKept(subject.Certificate.SerialNumber, e);
            throw new StatusException(StatusFault.NotKept, "The issuer's answer could not be kept.", e);
        }
    }
}
