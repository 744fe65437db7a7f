// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Asks responders over HTTP (RFC 6960 A.1) and checks what they say.</summary>
internal sealed class OcspClient(
    StatusHttp http,
    StatusExchanges exchanges,
    CrlClient crls,
    CertificateStatusOptions options,
    TimeProvider time
)
{
    /// <summary>RFC 6960 A.1: requests of at most 255 octets in base64 and URL form may go as GET.</summary>
    private const int MaxGetLength = 255;

    /// <summary>What a responder says of the certificate.</summary>
    /// <exception cref="StatusException">Why nothing is known by it.</exception>
    public async Task<StatusVerdict> AskAsync(StatusUrl url, StatusSubject subject, CancellationToken cancellationToken)
    {
        var withNonce = options.SendNonce && !options.UseGet;
        var query = OcspQuery.New(subject.Structure, subject.Issuer, options.CertIdDigest, withNonce);
        var (answer, single, responder) = await exchanges.RunAsync(
            url,
            async token =>
            {
                var octets = await ExchangeAsync(url, query.Encode(), token);
                var (told, by) = Check(octets, query);
                return (octets, told, by);
            },
            cancellationToken
        );
        if (responder is not null)
        {
            await RequireGoodAsync(responder, subject, cancellationToken);
        }

        if (single.Status == CertificateStatus.Unknown)
        {
            throw new StatusException(StatusFault.UnknownCertificate, "The responder does not know the certificate.");
        }

        return new StatusVerdict(single.Status, single.RevokedAt, single.Reason, Evidence(url, answer, single));
    }

    private async Task<byte[]> ExchangeAsync(StatusUrl url, byte[] request, CancellationToken cancellationToken)
    {
        var path = options.UseGet ? Uri.EscapeDataString(Convert.ToBase64String(request)) : "";
        if (path.Length is 0 or > MaxGetLength)
        {
            return await http.PostAsync(
                url,
                request,
                StatusMediaTypes.OcspRequest,
                options.MaxOcspLength,
                cancellationToken
            );
        }

        var full = new Uri(url.Url.AbsoluteUri.TrimEnd('/') + "/" + path);
        return await http.GetAsync(url with { Url = full }, options.MaxOcspLength, cancellationToken);
    }

    private (OcspSingleResponse Single, PathCertificate? Responder) Check(byte[] answer, OcspQuery query)
    {
        try
        {
            var now = time.GetUtcNow();
            var response = OcspResponse.Decode(answer);
            var single = OcspRules.Check(response, query, now, options);
            return (single, OcspResponderRules.Check(response.Basic!, query.Issuer, now));
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException or CryptographicException)
        {
            throw new StatusException(StatusFault.Malformed, "The answer is not an OCSPResponse in DER.", e);
        }
    }

    // RFC 6960 §4.2.2.2.1: without id-pkix-ocsp-nocheck, the responder's own certificate has to be good. By CRL, because by
    // OCSP it would answer for itself.
    private async Task RequireGoodAsync(
        PathCertificate responder,
        StatusSubject subject,
        CancellationToken cancellationToken
    )
    {
        var own = new StatusSubject(responder, subject.Issuer) { CrlUrl = subject.CrlUrl };
        if ((await AskCrlsAsync(own, cancellationToken)).Status != CertificateStatus.Good)
        {
            throw new StatusException(StatusFault.NotAuthorized, "The responder's certificate is revoked.");
        }
    }

    // What fails here is not the responder's fault as a source: it answered.
    private async Task<StatusVerdict> AskCrlsAsync(StatusSubject responder, CancellationToken cancellationToken)
    {
        StatusException? failure = null;
        foreach (var url in responder.CrlUrls)
        {
            try
            {
                return await crls.AskAsync(url, responder, cancellationToken);
            }
            catch (StatusException e)
            {
                failure = e;
            }
        }

        throw new StatusException(
            StatusFault.NotAuthorized,
            failure is null
                ? "The responder's certificate has neither ocsp-nocheck nor a CRL."
                : $"No CRL tells of the responder's certificate: {failure.Message}",
            failure
        );
    }

    private StatusEvidence Evidence(StatusUrl url, byte[] answer, OcspSingleResponse single) =>
        new()
        {
            Kind = StatusEvidenceKind.Ocsp,
            Content = answer,
            Source = url.Shown,
            ThisUpdate = single.ThisUpdate,
            NextUpdate = single.NextUpdate,
            ReceivedAt = time.GetUtcNow(),
        };
}
