// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>Who issued a certificate: the issuer's name, and a signature by its key.</summary>
internal static class Issuance
{
    /// <summary>True when the name fits (RFC 5280 §7.1: however it is encoded) and the signature verifies.</summary>
    public static bool IsIssuedBy(CertificateStructure certificate, X509Certificate2 issuer) =>
        DistinguishedNames.Same(certificate.Issuer, issuer.SubjectName.RawData)
        && SignatureAlgorithms.Resolve(certificate.SignatureAlgorithm, null, AsnEncodingRules.DER) is { } algorithm
        && SignatureAlgorithms.Verify(issuer, algorithm, certificate.Tbs.Span, certificate.Signature.Span);

    /// <summary>False also for one that isn't strict DER.</summary>
    public static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 issuer) =>
        PathCertificate.TryRead(certificate) is { } read && IsIssuedBy(read.Structure, issuer);

    /// <summary>
    /// From the one that issued none of the others upwards, as far as issuers are there; what does not fit follows in the
    /// order given.
    /// </summary>
    public static List<X509Certificate2> Sort(IReadOnlyList<X509Certificate2> certificates)
    {
        var left = certificates.ToList();
        var sorted = new List<X509Certificate2>();
        var next = left.Find(c => !certificates.Any(other => other != c && IsIssuedBy(other, c)));
        while (next is not null)
        {
            left.Remove(next);
            sorted.Add(next);
            next = left.Find(issuer => IsIssuedBy(sorted[^1], issuer));
        }

        return [.. sorted, .. left];
    }
}
