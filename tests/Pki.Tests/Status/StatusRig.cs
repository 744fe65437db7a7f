// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>A status source over the real network of this machine.</summary>
internal sealed class StatusRig : IDisposable
{
    private readonly StatusHttp _http;

    public StatusRig(
        CertificateStatusOptions? options = null,
        TimeProvider? time = null,
        StatusHttpOptions? places = null
    )
    {
        var where = places ?? new StatusHttpOptions { AllowPrivateAddresses = true };
        _http = new StatusHttp(where);
        Source = new CertificateStatusSource(
            options ?? new CertificateStatusOptions(),
            _http,
            where,
            time ?? TimeProvider.System,
            KeepAsync,
            Events
        );
    }

    public CertificateStatusSource Source { get; }

    public RecordedStatusEvents Events { get; } = new();

    public List<StatusEvidence> Kept { get; } = [];

    public ValueTask<CertificateStatusAnswer> AskAsync(
        X509Certificate2 certificate,
        X509Certificate2 issuer,
        Uri? ocsp = null,
        Uri? crl = null
    ) =>
        Source.GetStatusAsync(
            new StatusSubject(certificate, issuer) { OcspUrl = ocsp, CrlUrl = crl },
            CancellationToken.None
        );

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

        return ValueTask.CompletedTask;
    }
}
