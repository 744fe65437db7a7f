// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>A detached SignedData with one signer (RFC 5652 §5) whose value verifies. Whether its signer is trusted is another question.</summary>
/// <param name="Certificate">The signer's.</param>
/// <param name="Certificates">All that it carries.</param>
public sealed record DetachedSignature(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Certificates)
{
    private const AsnEncodingRules Rules = AsnEncodingRules.DER;

    /// <summary>Starts a signature that <see cref="Verify"/> takes.</summary>
    /// <param name="certificate">The signer's.</param>
    /// <param name="algorithm">Scheme and digest.</param>
    /// <param name="content">What is signed.</param>
    public static SignedDataBuilder Start(
        X509Certificate2 certificate,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> content
    ) => new(certificate, algorithm, Oids.Data, content: null, Digests.Compute(algorithm.Digest, content));

    /// <summary>Checks attributes, certificate and value, strictly in DER, as <see cref="SignedDataBuilder"/> writes it.</summary>
    /// <param name="contentInfo">The ContentInfo; id-data, without content.</param>
    /// <param name="content">What was signed.</param>
    /// <exception cref="PkiFormatException">It is something else, of an algorithm that isn't taken, or does not verify.</exception>
    public static DetachedSignature Verify(ReadOnlyMemory<byte> contentInfo, ReadOnlyMemory<byte> content)
    {
        try
        {
            var data = CmsSignedData.Decode(contentInfo, Rules);
            Require(data is { EContentType: Oids.Data, EContent: null }, "The signature is not a detached one.");
            Require(data.SignerInfos.Count == 1, "The signature does not have one signer.");
            X509Certificate2[] certificates =
            [
                .. data.Certificates.Select(static c => X509CertificateLoader.LoadCertificate(c.Span)),
            ];
            var certificate =
                Array.Find(certificates, c => IsSigner(data.SignerInfos[0], c))
                ?? throw new PkiFormatException("The signature does not hold its signer's certificate.");
            Check(data.SignerInfos[0], certificate, content.Span);
            return new DetachedSignature(certificate, certificates);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new PkiFormatException("The signature is not well-formed.");
        }
    }

    private static void Check(CmsSignerInfo signer, X509Certificate2 certificate, ReadOnlySpan<byte> content)
    {
        var algorithm =
            signer.DigestAlgorithm.Digest is { } digest && !Digests.IsWeak(digest)
                ? SignatureAlgorithms.Resolve(signer.SignatureAlgorithm, digest, Rules)
                : null;
        Require(algorithm is not null, "The signature's algorithm is not taken.");
        var type = signer.SingleValue(Oids.ContentType);
        Require(
            !type.IsEmpty && new AsnReader(type, Rules).ReadObjectIdentifier() == Oids.Data,
            "The signed attribute content-type is missing, or is not id-data."
        );
        var stated = signer.SingleValue(Oids.MessageDigest);
        var actual = Digests.Compute(algorithm!.Value.Digest, content);
        Require(
            !stated.IsEmpty && new AsnReader(stated, Rules).ReadOctetString().AsSpan().SequenceEqual(actual),
            "The signature is not over these octets."
        );
        Require(
            SigningCertificateAttribute.Names(signer, certificate, Rules),
            "The signature does not name its certificate."
        );
        Require(
            SignatureAlgorithms.Verify(
                certificate,
                algorithm.Value,
                signer.SignedAttributesDer.Span,
                signer.Signature.Span
            ),
            "The signature value does not verify."
        );
    }

    private static bool IsSigner(CmsSignerInfo signer, X509Certificate2 certificate) =>
        signer.SubjectKeyIdentifier.IsEmpty
        && signer.Issuer.Span.SequenceEqual(certificate.IssuerName.RawData)
        && signer.Serial.Span.SequenceEqual(certificate.SerialNumberBytes.Span);

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new PkiFormatException(message);
        }
    }
}
