// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HocBaSo.Signing.Pki;

/// <summary>Reads what authorities send: certificates in DER, PEM, or PKCS#7 without signers (RFC 5652 §5.1: certs-only).</summary>
public static class OfferedCertificates
{
    /// <summary>Most certificates of a chain.</summary>
    public const int MaximumCertificates = 10;

    /// <summary>Longest piece, in octets.</summary>
    public const int MaximumLength = 256 << 10;

    private const string CertificateLabel = "CERTIFICATE";
    private const string Pkcs7Label = "PKCS7";
    private const byte SequenceTag = 0x30;

    /// <summary>Reads one piece.</summary>
    /// <param name="piece">One certificate in DER, a PKCS#7 in DER, or PEM with any number of either; other PEM blocks are refused.</param>
    /// <exception cref="PkiFormatException">It is none of these, too long, or holds none or too many certificates.</exception>
    public static IReadOnlyList<X509Certificate2> Read(ReadOnlyMemory<byte> piece)
    {
        if (piece.Length > MaximumLength)
        {
            throw new PkiFormatException($"is longer than {MaximumLength} octets");
        }

        var certificates = piece.Span is [SequenceTag, ..] ? ReadDer(piece) : ReadPem(piece.Span);
        return certificates.Count is > 0 and <= MaximumCertificates
            ? certificates
            : throw Miscounted(certificates.Count);
    }

    private static PkiFormatException Miscounted(int count) =>
        new($"holds {count} certificates, not 1 to {MaximumCertificates}");

    private static List<X509Certificate2> ReadPem(ReadOnlySpan<byte> octets)
    {
        var text = Encoding.UTF8.GetString(octets);
        var certificates = new List<X509Certificate2>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label] is not (CertificateLabel or Pkcs7Label))
            {
                // Somebody who sends a private key has to hear of it.
                throw new PkiFormatException($"holds a block '{rest[fields.Label]}', which is no certificate");
            }

            certificates.AddRange(ReadDer(Convert.FromBase64String(rest[fields.Base64Data].ToString())));
            if (certificates.Count > MaximumCertificates)
            {
                break;
            }
        }

        return certificates;
    }

    private static List<X509Certificate2> ReadDer(ReadOnlyMemory<byte> der)
    {
        try
        {
            if (!IsCertificate(der))
            {
                return ReadPkcs7(der);
            }

            var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return PathCertificate.TryRead(certificate) is not null
                ? [certificate]
                : throw new PkiFormatException("holds a certificate that is not strict DER");
        }
        catch (CryptographicException)
        {
            throw new PkiFormatException("is neither a certificate nor PKCS#7");
        }
    }

    private static bool IsCertificate(ReadOnlyMemory<byte> der) =>
        X509Certificate2.GetCertContentType(der.Span) == X509ContentType.Cert;

    // Its certificates are a SET, so in the order of their octets: what they are for is found by following the issuers.
    private static List<X509Certificate2> ReadPkcs7(ReadOnlyMemory<byte> der)
    {
        var message = new SignedCms();
        message.Decode(der.Span);
        var found = message.Certificates.ToList();
        // Before any signature is checked: to follow issuers costs a check for each two of them.
        if (found.Count > MaximumCertificates)
        {
            throw Miscounted(found.Count);
        }

        if (found.Exists(static c => PathCertificate.TryRead(c) is null))
        {
            throw new PkiFormatException("holds a certificate that is not strict DER");
        }

        return Issuance.Sort(found);
    }
}
