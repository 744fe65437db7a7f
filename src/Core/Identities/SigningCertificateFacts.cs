// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core;

/// <summary>What the pipeline asks of a signing certificate for every document, read from it once.</summary>
public sealed class SigningCertificateFacts
{
    private const X509KeyUsageFlags SigningUsages =
        X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    /// <summary>Reads a certificate.</summary>
    public SigningCertificateFacts(X509Certificate2 certificate)
    {
        NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        Serial = certificate.SerialNumber;
        Thumbprint = SHA256.HashData(certificate.RawDataMemory.Span);
        KeyAlgorithm = certificate.PublicKey.Oid.Value ?? "";
        using var ecdsa = certificate.GetECDsaPublicKey();
        KeySize = ecdsa?.KeySize ?? RsaKeySize(certificate);
        IsMeantForSigning = certificate
            .Extensions.OfType<X509KeyUsageExtension>()
            .All(static usage => (usage.KeyUsages & SigningUsages) != 0);
        VerificationKey = new VerificationKey(certificate);
    }

    /// <summary>notBefore, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>notAfter, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The serial number, upper-case hex.</summary>
    public string Serial { get; }

    /// <summary>SHA-256 of the certificate.</summary>
    public ReadOnlyMemory<byte> Thumbprint { get; }

    /// <summary>The OID of the key's algorithm.</summary>
    public string KeyAlgorithm { get; }

    /// <summary>The key's size in bits; 0 for a key that is neither RSA nor ECDSA.</summary>
    public int KeySize { get; }

    /// <summary>keyUsage has digitalSignature or nonRepudiation, or is absent (RFC 5280 §4.2.1.3).</summary>
    public bool IsMeantForSigning { get; }

    /// <summary>The public key, to check values with.</summary>
    public VerificationKey VerificationKey { get; }

    /// <summary>True for an elliptic-curve key.</summary>
    public bool IsEllipticCurve => KeyAlgorithm == "1.2.840.10045.2.1";

    private static int RsaKeySize(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        return rsa?.KeySize ?? 0;
    }
}
