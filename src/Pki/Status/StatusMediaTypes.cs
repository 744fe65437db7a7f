// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>Media types of status over HTTP (RFC 6960 C, RFC 2585 §4.2).</summary>
public static class StatusMediaTypes
{
    /// <summary>OCSPRequest.</summary>
    public const string OcspRequest = "application/ocsp-request";

    /// <summary>OCSPResponse.</summary>
    public const string OcspResponse = "application/ocsp-response";

    /// <summary>CertificateList in DER.</summary>
    public const string Crl = "application/pkix-crl";
}
