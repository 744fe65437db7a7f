// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>A certificate together with what we read of it ourselves.</summary>
internal sealed record PathCertificate(X509Certificate2 Certificate, CertificateStructure Structure)
{
    /// <summary>RFC 5280 §6.1: subject and issuer are the same name.</summary>
    public bool IsSelfIssued => Structure.Subject.Span.SequenceEqual(Structure.Issuer.Span);

    /// <summary>Null when it isn't strict DER.</summary>
    public static PathCertificate? TryRead(X509Certificate2 certificate)
    {
        try
        {
            return new PathCertificate(certificate, CertificateStructure.Decode(certificate.RawDataMemory));
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException)
        {
            return null;
        }
    }

    /// <summary>True when it is, octet for octet, that certificate.</summary>
    public bool Is(X509Certificate2 other) => Certificate.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);
}
