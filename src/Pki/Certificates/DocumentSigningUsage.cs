// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>Whether a certificate may be that of a signer of documents, as its path will be judged (RFC 5280 §4.2.1.12).</summary>
public static class DocumentSigningUsage
{
    /// <summary>Null when its extended key usage allows it, or there is none; else one sentence.</summary>
    /// <param name="certificate">The signer's. One that is no strict DER is left to its path.</param>
    public static string? Broken(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        try
        {
            return ExtendedUsageRules.Broken(CertificateStructure.Decode(certificate.RawDataMemory));
        }
        catch (Exception e) when (e is PkiFormatException or AsnContentException)
        {
            return null;
        }
    }
}
