// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Builds a SignedData with one signer (RFC 5652 §5) in two phases, so that the key can be elsewhere: take
/// <see cref="DigestToSign"/>, sign it, hand the value to <see cref="Complete"/>. Always DER; not thread-safe.
/// </summary>
public sealed class SignedDataBuilder
{
    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag UnsignedTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    private readonly X509Certificate2 _certificate;
    private readonly SignatureAlgorithm _algorithm;
    private readonly SignedAttributeSet _attributes;
    private readonly string _contentType;
    private readonly ReadOnlyMemory<byte>? _content;

    /// <summary>Starts a signature.</summary>
    /// <param name="certificate">The signer's certificate, named by issuer and serial number.</param>
    /// <param name="algorithm">Scheme and digest; the digest also serves for the content.</param>
    /// <param name="contentType">eContentType, dotted.</param>
    /// <param name="content">What is signed and carried inside; null when detached.</param>
    /// <param name="contentDigest">The digest of the content; null to have it computed from <paramref name="content"/>.</param>
    /// <param name="attributes">More signed attributes beside content-type, message-digest and signing-certificate-v2.</param>
    /// <exception cref="ArgumentException">Neither content nor its digest is given, or an attribute is there twice.</exception>
    public SignedDataBuilder(
        X509Certificate2 certificate,
        SignatureAlgorithm algorithm,
        string contentType,
        ReadOnlyMemory<byte>? content,
        ReadOnlyMemory<byte>? contentDigest = null,
        IReadOnlyList<SignedAttribute>? attributes = null
    )
    {
        (_certificate, _algorithm, _contentType, _content) = (certificate, algorithm, contentType, content);
        var digest =
            contentDigest?.ToArray()
            ?? Digests.Compute(
                algorithm.Digest,
                content is { } c ? c.Span : throw new ArgumentException("Content or digest is needed.", nameof(content))
            );
        _attributes = new SignedAttributeSet([
            SignedAttribute.ContentType(contentType),
            SignedAttribute.MessageDigest(digest),
            new SignedAttribute(
                Oids.SigningCertificateV2,
                SigningCertificateAttribute.EncodeV2(certificate, algorithm.Digest)
            ),
            .. attributes ?? [],
        ]);
    }

    /// <summary>The digest of the signed attributes (RFC 5652 §5.4): what the key signs.</summary>
    public byte[] DigestToSign() => Digests.Compute(_algorithm.Digest, _attributes.Der.Span);

    /// <summary>Assembles the ContentInfo.</summary>
    /// <param name="signatureValue">As <see cref="IDigestSigner"/> gives it: RSA octets, or ECDSA r‖s.</param>
    /// <param name="certificates">What the certificates field carries; empty leaves the field out.</param>
    /// <param name="signatureTimestamp">A TimeStampToken as unsigned attribute (RFC 3161 appendix A), or empty.</param>
    /// <returns>The ContentInfo, DER; the caller's.</returns>
    public byte[] Complete(
        ReadOnlySpan<byte> signatureValue,
        IReadOnlyList<X509Certificate2> certificates,
        ReadOnlyMemory<byte> signatureTimestamp = default
    )
    {
        var value =
            _algorithm.Scheme == SignatureScheme.Ecdsa ? EcdsaValue.ToDer(signatureValue) : signatureValue.ToArray();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using (writer.PushSequence(Explicit0))
            using (writer.PushSequence())
            {
                // RFC 5652 §5.1: 1 only for id-data.
                writer.WriteInteger(_contentType == Oids.Data ? 1 : 3);
                using (writer.PushSetOf())
                {
                    AlgorithmIdentifier.Write(writer, Digests.OidOf(_algorithm.Digest), withNull: false);
                }

                WriteContent(writer);
                WriteCertificates(writer, certificates);
                using (writer.PushSetOf())
                {
                    WriteSigner(writer, value, signatureTimestamp);
                }
            }
        }

        return writer.Encode();
    }

    private static void WriteCertificates(AsnWriter writer, IReadOnlyList<X509Certificate2> certificates)
    {
        if (certificates.Count == 0)
        {
            return;
        }

        using (writer.PushSetOf(Explicit0))
        {
            foreach (var certificate in certificates)
            {
                writer.WriteEncodedValue(certificate.RawDataMemory.Span);
            }
        }
    }

    private void WriteContent(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(_contentType);
            if (_content is { } content)
            {
                using (writer.PushSequence(Explicit0))
                {
                    writer.WriteOctetString(content.Span);
                }
            }
        }
    }

    private void WriteSigner(AsnWriter writer, byte[] value, ReadOnlyMemory<byte> timestamp)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(_certificate.IssuerName.RawData);
                writer.WriteInteger(_certificate.SerialNumberBytes.Span);
            }

            AlgorithmIdentifier.Write(writer, Digests.OidOf(_algorithm.Digest), withNull: false);
            writer.WriteEncodedValue(_attributes.Implicit0.Span);
            SignatureAlgorithms.Write(writer, _algorithm);
            writer.WriteOctetString(value);
            if (!timestamp.IsEmpty)
            {
                using (writer.PushSetOf(UnsignedTag))
                {
                    SignedAttribute.SignatureTimestamp(timestamp).Write(writer);
                }
            }
        }
    }
}
