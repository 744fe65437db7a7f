// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>signing-certificate and signing-certificate-v2 (RFC 5035 §3): which certificate the signer meant.</summary>
public static class SigningCertificateAttribute
{
    private static readonly Asn1Tag DirectoryName = new(TagClass.ContextSpecific, 4, isConstructed: true);

    /// <summary>True when an attribute is there, and each that is there names this certificate first.</summary>
    public static bool Names(CmsSignerInfo signer, X509Certificate2 certificate, AsnEncodingRules rules)
    {
        var v1 = signer.SingleValue(Oids.SigningCertificate);
        var v2 = signer.SingleValue(Oids.SigningCertificateV2);
        return (!v1.IsEmpty || !v2.IsEmpty)
            && (v1.IsEmpty || FirstFits(v1, certificate, isV2: false, rules))
            && (v2.IsEmpty || FirstFits(v2, certificate, isV2: true, rules));
    }

    /// <summary>The encoded value of a signing-certificate-v2 that names one certificate, with issuer and serial number.</summary>
    public static byte[] EncodeV2(X509Certificate2 certificate, HashAlgorithmName digest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            // X.690 §11.5: SHA-256 is the default, so it is left out.
            if (digest != HashAlgorithmName.SHA256)
            {
                AlgorithmIdentifier.Write(writer, Digests.OidOf(digest), withNull: false);
            }

            writer.WriteOctetString(Digests.Compute(digest, certificate.RawDataMemory.Span));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(DirectoryName))
                {
                    writer.WriteEncodedValue(certificate.IssuerName.RawData);
                }

                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }
        }

        return writer.Encode();
    }

    private static bool FirstFits(
        ReadOnlyMemory<byte> value,
        X509Certificate2 certificate,
        bool isV2,
        AsnEncodingRules rules
    )
    {
        var outer = new AsnReader(value, rules);
        var attribute = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var first = attribute.ReadSequence().ReadSequence();
        var digest = isV2 ? ReadDigest(first) : HashAlgorithmName.SHA1;
        var hash = first.ReadOctetString();
        var issuerSerialFits = !first.HasData || IssuerSerialFits(first.ReadSequence(), certificate);
        first.ThrowIfNotEmpty();
        return digest is { } d
            && issuerSerialFits
            && hash.AsSpan().SequenceEqual(Digests.Compute(d, certificate.RawDataMemory.Span));
    }

    private static HashAlgorithmName? ReadDigest(AsnReader id) =>
        id.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)
            ? AlgorithmIdentifier.Read(id).Digest
            : HashAlgorithmName.SHA256;

    private static bool IssuerSerialFits(AsnReader issuerSerial, X509Certificate2 certificate)
    {
        var names = issuerSerial.ReadSequence();
        var serial = issuerSerial.ReadIntegerBytes();
        issuerSerial.ThrowIfNotEmpty();
        var fits = false;
        while (names.HasData)
        {
            if (!names.PeekTag().HasSameClassAndValue(DirectoryName))
            {
                names.ReadEncodedValue();
                continue;
            }

            var name = names.ReadSequence(DirectoryName).ReadEncodedValue();
            fits |= name.Span.SequenceEqual(certificate.IssuerName.RawData);
        }

        return fits && serial.Span.SequenceEqual(certificate.SerialNumberBytes.Span);
    }
}
