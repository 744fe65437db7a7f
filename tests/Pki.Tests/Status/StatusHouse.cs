// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>An authority, a certificate of it, stub sources and a clock that stands.</summary>
internal sealed class StatusHouse : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly StatusHttp _http;
    private readonly StatusHttpOptions _places = new();
    private readonly StatusPointers _status;

    /// <summary>Makes one whose sources are named by its certificate.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="status">Null for a responder at ocsp.example, which answers, and a CRL at crl.example, which nobody serves.</param>
    public StatusHouse(CertificateStatusOptions? options = null, StatusPointers? status = null)
    {
        _http = new StatusHttp(_places, Sources, Sources);
        Issuer = new TestPki().Issuing;
        Options = options ?? new CertificateStatusOptions();
        _status =
            status ?? new StatusPointers([new Uri("http://ocsp.example/")], [new Uri("http://crl.example/ca.crl")]);
        Certificate = Issue();
        Source = new CertificateStatusSource(Options, _http, _places, Clock, KeepAsync, Events);
        Sources.On("ocsp.example", body => Good.Answer(body));
    }

    public CertificateStatusOptions Options { get; }

    public ManualTimeProvider Clock { get; } = new(Noon);

    public StubSources Sources { get; } = new();

    public RecordedStatusEvents Events { get; } = new();

    public CertificateIssuer Issuer { get; }

    public X509Certificate2 Certificate { get; }

    public CertificateStatusSource Source { get; }

    public List<StatusEvidence> Kept { get; } = [];

    /// <summary>What keeping ends in; null for nothing.</summary>
    public Exception? KeepFault { get; set; }

    /// <summary>An answer of now, for an hour.</summary>
    public HandMadeOcsp Good =>
        new()
        {
            Generator = Issuer.Generator,
            Responder = Issuer.Certificate,
            ThisUpdate = Clock.GetUtcNow(),
            NextUpdate = Clock.GetUtcNow().AddHours(1),
        };

    /// <summary>A CRL of the issuer.</summary>
    /// <param name="thisUpdate">Null for now.</param>
    /// <param name="nextUpdate">Null for an hour after.</param>
    /// <param name="listed">What it lists; null for nothing.</param>
    /// <param name="reason">Why.</param>
    public byte[] Crl(
        DateTimeOffset? thisUpdate = null,
        DateTimeOffset? nextUpdate = null,
        X509Certificate2? listed = null,
        X509RevocationReason reason = X509RevocationReason.KeyCompromise
    )
    {
        var from = thisUpdate ?? Clock.GetUtcNow();
        var builder = new CertificateRevocationListBuilder();
        if (listed is not null)
        {
            builder.AddEntry(listed, from, reason);
        }

        var key = Issuer.Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First();
        return builder.Build(
            Issuer.Certificate.SubjectName,
            Issuer.Generator,
            from.ToUnixTimeSeconds(),
            nextUpdate ?? from.AddHours(1),
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(key),
            from
        );
    }

    /// <summary>How many answers were kept until now.</summary>
    public int KeptCount
    {
        get
        {
            lock (Kept)
            {
                return Kept.Count;
            }
        }
    }

    public ValueTask<CertificateStatusAnswer> AskAsync(CancellationToken cancellationToken = default) =>
        Source.GetStatusAsync(new StatusSubject(Certificate, Issuer.Certificate), cancellationToken);

    /// <summary>Asks until the answer is as wanted: what a timer began ends on another thread.</summary>
    public async Task<CertificateStatusAnswer> AskUntilAsync(Func<CertificateStatusAnswer, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await AskAsync(patience.Token);
            if (isWanted(answer))
            {
                return answer;
            }

            await Task.Delay(5, patience.Token);
        }
    }

    /// <summary>Lets the clock stand for a while of real time, in which timers that are due at once fire, as those of the system do.</summary>
    public async Task StandAsync(TimeSpan realTime)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < realTime; )
        {
            Clock.Advance(TimeSpan.Zero);
            await Task.Delay(1);
        }
    }

    /// <summary>More certificates of the same issuer, that name the same sources.</summary>
    public IReadOnlyList<StatusSubject> IssueMore(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => Issue())
                .Select(certificate => new StatusSubject(certificate, Issuer.Certificate)),
        ];

    /// <summary>Waits until so many exchanges were begun.</summary>
    public async Task AskedAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Sources.Asked < count)
        {
            await Task.Delay(5, patience.Token);
        }
    }

    public void Dispose()
    {
        Source.Dispose();
        _http.Dispose();
    }

    private X509Certificate2 Issue() =>
        DevelopmentPki.CreatePerson(
            new PersonName("Lan", "", ""),
            TestKey.Ec().PublicKey,
            Issuer with
            {
                Status = _status,
            },
            TestPki.Life
        );

    private ValueTask KeepAsync(StatusEvidence evidence, CancellationToken cancellationToken)
    {
        lock (Kept)
        {
            Kept.Add(evidence);
        }

        return KeepFault is null ? ValueTask.CompletedTask : ValueTask.FromException(KeepFault);
    }
}
