// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Object identifiers that the verifier asks for, by the names of their standards.</summary>
internal static class Oids
{
    public const string Data = "1.2.840.113549.1.7.1";
    public const string TstInfo = "1.2.840.113549.1.9.16.1.4";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningTime = "1.2.840.113549.1.9.5";
    public const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";
    public const string SignatureTimestamp = "1.2.840.113549.1.9.16.2.14";
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string CmsAlgorithmProtection = "1.2.840.113549.1.9.52";
}
