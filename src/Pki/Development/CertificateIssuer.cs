// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>A certificate authority of development: its certificate, and something that signs with its key.</summary>
/// <param name="Certificate">The authority's certificate, with a subject key identifier.</param>
/// <param name="Generator">Signs with the authority's key.</param>
public sealed record CertificateIssuer(X509Certificate2 Certificate, X509SignatureGenerator Generator)
{
    /// <summary>Where the status of what it issues is told: put into every certificate. Default: nowhere.</summary>
    public StatusPointers Status { get; init; } = new([], []);

    /// <summary>Issues a certificate with a random serial number and the issuer's key identifier.</summary>
    internal X509Certificate2 Issue(CertificateRequest request, Validity validity)
    {
        var ski = Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First();
        request.CertificateExtensions.Add(DevelopmentPki.AuthorityOf(ski));
        AddStatus(request);
        return request.Create(
            Certificate.SubjectName,
            Generator,
            validity.From,
            validity.Until,
            DevelopmentPki.NewSerialNumber()
        );
    }

    private void AddStatus(CertificateRequest request)
    {
        if (Status.Ocsp.Count > 0)
        {
            request.CertificateExtensions.Add(
                new X509AuthorityInformationAccessExtension(Status.Ocsp.Select(static url => url.AbsoluteUri), [])
            );
        }

        if (Status.Crl.Count > 0)
        {
            request.CertificateExtensions.Add(
                CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(
                    Status.Crl.Select(static url => url.AbsoluteUri)
                )
            );
        }
    }
}
