// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>A certificate with what every signature asks of it, read once.</summary>
internal sealed class KnownCertificate
{
    private readonly byte[] _raw;
    private readonly byte[] _sha256;

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="VerificationFaultException">It is not one DER certificate, or its key is malformed or huge.</exception>
    public KnownCertificate(byte[] raw)
    {
        try
        {
            _raw = raw;
            Base64 = Encoding.ASCII.GetBytes(Convert.ToBase64String(raw));
            _sha256 = SHA256.HashData(raw);
            Certificate = X509CertificateLoader.LoadCertificate(raw);
            Key = PublicKeyPool.Create(Certificate.PublicKey.ExportSubjectPublicKeyInfo());
            Subject = NameText.OfSubject(Certificate);
            Issuer = NameText.OfIssuer(Certificate);
            Serial = Certificate.SerialNumber;
            NotBefore = new DateTimeOffset(Certificate.NotBefore.ToUniversalTime());
            NotAfter = new DateTimeOffset(Certificate.NotAfter.ToUniversalTime());
        }
        catch (CryptographicException)
        {
            throw VerificationFaultException.Format("An X509Certificate can't be read.");
        }
        // the loader also takes PEM and PKCS #7
        if (!Certificate.RawDataMemory.Span.SequenceEqual(raw))
        {
            throw VerificationFaultException.Format("An X509Certificate is not DER.");
        }
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>Null for a key that is not served.</summary>
    public PublicKeyPool? Key { get; }

    public string Subject { get; }

    public string Issuer { get; }

    /// <summary>Upper-case hex.</summary>
    public string Serial { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    public ReadOnlySpan<byte> Raw => _raw;

    /// <summary>The octets in base64, without white space.</summary>
    public byte[] Base64 { get; }

    public bool HasDigest(HashAlgorithmName digest, ReadOnlySpan<byte> value)
    {
        if (digest == HashAlgorithmName.SHA256)
        {
            return value.SequenceEqual(_sha256);
        }
        Span<byte> own = stackalloc byte[64];
        return value.SequenceEqual(own[..CryptographicOperations.HashData(digest, _raw, own)]);
    }
}
