// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Fetches CRLs over HTTP and remembers them: one fetch serves all certificates of an issuer, however many ask at the same
/// time. Thread-safe.
/// </summary>
internal sealed class CrlClient(
    StatusHttp http,
    StatusExchanges exchanges,
    CertificateStatusOptions options,
    TimeProvider time
)
{
    private const string PemLabel = "X509 CRL";

    /// <summary>Certificates of one issuer that are renewed about the same time share a CRL for this part of MaxAge, or of its life.</summary>
    private const int SharedPart = 8;

    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    /// <summary>What the CRL says of the certificate.</summary>
    /// <exception cref="StatusException">Why nothing is known by it.</exception>
    public async Task<StatusVerdict> AskAsync(StatusUrl url, StatusSubject subject, CancellationToken cancellationToken)
    {
        var crl = await exchanges.RunAsync(url, token => GetAsync(url, subject.Issuer, token), cancellationToken);
        try
        {
            return CrlRules.Find(crl.List, subject.Structure) is { } entry
                ? new StatusVerdict(CertificateStatus.Revoked, entry.Time, entry.Reason, crl.Evidence)
                : new StatusVerdict(CertificateStatus.Good, null, null, crl.Evidence);
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException)
        {
            throw new StatusException(StatusFault.Malformed, "A distribution point can't be read.", e);
        }
    }

    private async Task<FetchedCrl> GetAsync(StatusUrl url, X509Certificate2 issuer, CancellationToken cancellationToken)
    {
        var key = $"{issuer.GetCertHashString(HashAlgorithmName.SHA256)} {url.IsConfigured} {url.Url.AbsoluteUri}";
        var slot = _slots.GetOrAdd(key, static _ => new Slot());
        await slot.Turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (slot.Current is { } current && IsShared(current, now))
            {
                return current;
            }

            slot.Current = Newer(slot.Current, await FetchAsync(url, issuer, cancellationToken));
            return slot.Current;
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    // One that is out of date by our clock, though it passed, is shared as long as a source is left alone: no longer, because a
    // new one may be there at any time.
    private bool IsShared(FetchedCrl crl, DateTimeOffset now)
    {
        var (received, end) = (crl.Evidence.ReceivedAt, crl.List.NextUpdate);
        var life = end - received < options.MaxAge ? end - received : options.MaxAge;
        var age = time.GetElapsedTime(crl.Stamp);
        return (now < end && age < life / SharedPart)
            || (age < options.BackOff && CrlRules.IsCurrent(crl.List, now, options));
    }

    private async Task<FetchedCrl> FetchAsync(
        StatusUrl url,
        X509Certificate2 issuer,
        CancellationToken cancellationToken
    )
    {
        var octets = await http.GetAsync(url, options.MaxCrlLength, cancellationToken);
        try
        {
            var content = ToDer(octets);
            var list = CertificateRevocationList.Decode(content);
            CrlRules.CheckList(list, issuer, time.GetUtcNow(), options);
            return new FetchedCrl(list, Evidence(url, content, list), time.GetTimestamp());
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException or CryptographicException)
        {
            throw new StatusException(StatusFault.Malformed, "The answer is not a CRL in DER or PEM.", e);
        }
    }

    // A server, or somebody on the way, must not take us back to a time before a revocation.
    private static FetchedCrl Newer(FetchedCrl? before, FetchedCrl fetched) =>
        before is null || fetched.List.ThisUpdate >= before.List.ThisUpdate
            ? fetched
            : throw new StatusException(StatusFault.Stale, "The CRL is older than the one before.");

    private static byte[] ToDer(byte[] octets)
    {
        if (octets.Length == 0 || octets[0] == 0x30)
        {
            return octets;
        }

        var text = Encoding.ASCII.GetString(octets);
        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] != PemLabel)
        {
            throw new PkiFormatException("The answer is not a CRL in PEM.");
        }

        return Convert.FromBase64String(text[fields.Base64Data]);
    }

    private StatusEvidence Evidence(StatusUrl url, byte[] content, CertificateRevocationList list) =>
        new()
        {
            Kind = StatusEvidenceKind.Crl,
            Content = content,
            Source = url.Shown,
            ThisUpdate = list.ThisUpdate,
            NextUpdate = list.NextUpdate,
            ReceivedAt = time.GetUtcNow(),
        };

    /// <summary>One CRL, fetched by one at a time.</summary>
    private sealed class Slot
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public FetchedCrl? Current { get; set; }
    }
}
