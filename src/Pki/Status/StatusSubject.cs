// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>A certificate whose status is asked for, and where. Read once, used for every signature.</summary>
public sealed class StatusSubject
{
    private readonly StatusPointers _pointers;

    /// <summary>Reads a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">Who issued it, and is trusted to tell its status.</param>
    /// <exception cref="PkiFormatException">The certificate is not DER, or not of this issuer.</exception>
    public StatusSubject(X509Certificate2 certificate, X509Certificate2 issuer)
        : this(Read(certificate), issuer)
    {
        if (!Issuance.IsIssuedBy(Structure, issuer))
        {
            throw new PkiFormatException("The certificate was not issued by the other.");
        }
    }

    /// <summary>Takes a certificate that was read, and proved to be of this issuer.</summary>
    internal StatusSubject(PathCertificate issued, X509Certificate2 issuer)
    {
        (Certificate, Structure, Issuer) = (issued.Certificate, issued.Structure, issuer);
        _pointers = StatusPointers.Of(Certificate.RawDataMemory);
    }

    /// <summary>Whose status.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Who tells it.</summary>
    public X509Certificate2 Issuer { get; }

    /// <summary>Where to ask by OCSP instead of where the certificate says.</summary>
    public Uri? OcspUrl { get; init; }

    /// <summary>Where the CRL is instead of where the certificate says.</summary>
    public Uri? CrlUrl { get; init; }

    internal CertificateStructure Structure { get; }

    internal IReadOnlyList<StatusUrl> OcspUrls => Urls(OcspUrl, _pointers.Ocsp);

    internal IReadOnlyList<StatusUrl> CrlUrls => Urls(CrlUrl, _pointers.Crl);

    /// <summary>What makes it the same subject as another.</summary>
    internal string Key =>
        field ??= $"{Thumbprint(Certificate)} {Thumbprint(Issuer)} {OcspUrl?.AbsoluteUri} {CrlUrl?.AbsoluteUri}";

    /// <summary>The certificate among the candidates that issued this one; null when none did.</summary>
    public static X509Certificate2? FindIssuer(
        X509Certificate2 certificate,
        IEnumerable<X509Certificate2> candidates
    ) =>
        PathCertificate.TryRead(certificate) is { } read
            ? candidates.FirstOrDefault(candidate => Issuance.IsIssuedBy(read.Structure, candidate))
            : null;

    private static PathCertificate Read(X509Certificate2 certificate)
    {
        try
        {
            return new PathCertificate(certificate, CertificateStructure.Decode(certificate.RawDataMemory));
        }
        catch (AsnContentException e)
        {
            throw new PkiFormatException($"The certificate is not DER: {e.Message}");
        }
    }

    private static List<StatusUrl> Urls(Uri? configured, IReadOnlyList<Uri> ofCertificate) =>
        configured is not null
            ? [new StatusUrl(configured, IsConfigured: true)]
            : [.. ofCertificate.Select(static url => new StatusUrl(url, IsConfigured: false))];

    private static string Thumbprint(X509Certificate2 certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
