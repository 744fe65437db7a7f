// SPDX-License-Identifier: Apache-2.0
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

    public StatusHouse(CertificateStatusOptions? options = null)
    {
        _http = new StatusHttp(_places, Sources, Sources);
        Issuer = new TestPki().Issuing;
        Options = options ?? new CertificateStatusOptions();
        Certificate = DevelopmentPki.CreatePerson(
            new PersonName("Lan", "", ""),
            TestKey.Ec().PublicKey,
            Issuer with
            {
                Status = new StatusPointers([new Uri("http://ocsp.example/")], [new Uri("http://crl.example/ca.crl")]),
            },
            TestPki.Life
        );
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

    public bool KeepFails { get; set; }

    /// <summary>An answer of now, for an hour.</summary>
    public HandMadeOcsp Good =>
        new()
        {
            Generator = Issuer.Generator,
            Responder = Issuer.Certificate,
            ThisUpdate = Clock.GetUtcNow(),
            NextUpdate = Clock.GetUtcNow().AddHours(1),
        };

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

    private ValueTask KeepAsync(StatusEvidence evidence, CancellationToken cancellationToken)
    {
        lock (Kept)
        {
            Kept.Add(evidence);
        }

        return KeepFails
            ? throw new SigningException(SigningErrorKind.StorageFailed, "The disk is full.")
            : ValueTask.CompletedTask;
    }
}
