// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Checks the CMS value of a detached signature (RFC 5652, EN 319 122-1): attributes, certificate, value.</summary>
/// <param name="contents">The value.</param>
/// <param name="isCades">The rules of PAdES hold.</param>
/// <param name="parts">The document.</param>
/// <param name="verdict">What is wrong, but does not stop the check.</param>
internal sealed class CmsCheck(CmsContents contents, bool isCades, DocumentParts parts, Verdict verdict)
{
    private const int MinRsaBits = 2048;
    private const int MinEcBits = 256;

    private readonly CmsSignerInfo _signer = contents.Signer;

    /// <summary>The signer's certificate; null until it was found.</summary>
    public KnownCertificate? Certificate { get; private set; }

    /// <summary>Every certificate in the value.</summary>
    public IReadOnlyList<KnownCertificate> Certificates { get; private set; } = [];

    /// <summary>Null when it is not one that is computed here.</summary>
    public SignatureAlgorithm? Algorithm { get; private set; }

    /// <summary>Checks everything; what is wrong is thrown or goes to the verdict.</summary>
    /// <param name="digestOf">The digest of what the ByteRange covers.</param>
    public void Run(Func<HashAlgorithmName, byte[]> digestOf)
    {
        Certificates = [.. contents.Data.Certificates.Select(parts.Store.Get)];
        Certificate = Certificates.FirstOrDefault(c => IsSigner(c.Certificate));
        var digest = ReadAlgorithms();
        CheckAlgorithmProtection();
        var documentDigest = digestOf(digest);
        var signed = _signer.SignedAttributesDer.IsEmpty ? documentDigest : AttributesDigest(digest, documentDigest);
        if (Certificate is null)
        {
            throw VerificationFaultException.Unsupported(
                "The CMS value does not hold the signer's certificate.",
                SubIndication.NoSigningCertificateFound
            );
        }
        CheckSigningCertificate(Certificate.Certificate);
        if (!Verifies(Certificate, signed))
        {
            throw VerificationFaultException.Failed(
                SubIndication.SigCryptoFailure,
                "The signature value does not verify."
            );
        }
        CheckStrength(digest, Certificate);
    }

    /// <summary>The value is of a scheme that the rest of the server does not use, so <see cref="Algorithm"/> is null.</summary>
    public bool IsEd25519 => _signer.SignatureAlgorithm.Oid == Ed25519.Oid;

    private bool Verifies(KnownCertificate known, byte[] signed)
    {
        if (Algorithm is { } algorithm)
        {
            return known.Verifies(algorithm, signed, _signer.Signature.Span, parts.CheckedValues);
        }
        var key = known.Certificate.PublicKey;
        return key.Oid.Value == Ed25519.Oid
            && Ed25519.Verifies(key.EncodedKeyValue.RawData, _signer.SignedAttributesDer.Span, _signer.Signature.Span);
    }

    private HashAlgorithmName ReadAlgorithms()
    {
        if (_signer.DigestAlgorithm.Digest is not { } digest)
        {
            throw NotComputed("digest", _signer.DigestAlgorithm.Oid);
        }
        if (contents.Data.DigestAlgorithms.All(d => d.Oid != _signer.DigestAlgorithm.Oid))
        {
            throw VerificationFaultException.Format("The CMS value does not list the signer's digest algorithm.");
        }
        // RFC 8419 §3.1: over the attributes themselves, with SHA-512 for the message.
        if (IsEd25519 && digest == HashAlgorithmName.SHA512 && !_signer.SignedAttributesDer.IsEmpty)
        {
            return digest;
        }
        if (
            SignatureAlgorithms.Resolve(_signer.SignatureAlgorithm, null, CmsContents.Rules) is { } named
            && named.Digest != digest
        )
        {
            throw VerificationFaultException.Format(
                "The signature algorithm and the digest algorithm do not fit together."
            );
        }
        if (SignatureAlgorithms.Resolve(_signer.SignatureAlgorithm, digest, CmsContents.Rules) is not { } algorithm)
        {
            throw NotComputed("signature", _signer.SignatureAlgorithm.Oid);
        }
        Algorithm = algorithm;
        return digest;
    }

    /// <summary>The digest of the signed attributes, after they were held against the document.</summary>
    private byte[] AttributesDigest(HashAlgorithmName digest, byte[] documentDigest)
    {
        var type = _signer.SingleValue(Oids.ContentType);
        if (type.IsEmpty || new AsnReader(type, CmsContents.Rules).ReadObjectIdentifier() != Oids.Data)
        {
            throw VerificationFaultException.Format("The signed attribute content-type is missing, or is not id-data.");
        }
        var value = _signer.SingleValue(Oids.MessageDigest);
        if (value.IsEmpty)
        {
            throw VerificationFaultException.Format("The signed attribute message-digest is missing.");
        }
        if (!new AsnReader(value, CmsContents.Rules).ReadOctetString().AsSpan().SequenceEqual(documentDigest))
        {
            throw VerificationFaultException.Failed(
                SubIndication.HashFailure,
                "The message digest is not the digest of what the ByteRange covers."
            );
        }
        return Digests.Compute(digest, _signer.SignedAttributesDer.Span);
    }

    private void CheckAlgorithmProtection()
    {
        var value = _signer.SingleValue(Oids.CmsAlgorithmProtection);
        if (value.IsEmpty)
        {
            return;
        }
        var protection = new AsnReader(value, CmsContents.Rules).ReadSequence();
        var digest = AlgorithmIdentifier.Read(protection);
        var signature = protection.HasData
            ? AlgorithmIdentifier.Read(protection, new Asn1Tag(TagClass.ContextSpecific, 1, isConstructed: true))
            : null;
        if (digest.Oid != _signer.DigestAlgorithm.Oid || signature?.Oid != _signer.SignatureAlgorithm.Oid)
        {
            throw VerificationFaultException.Format("The algorithms are not those that the signer protected.");
        }
    }

    private void CheckSigningCertificate(X509Certificate2 certificate)
    {
        var isNamed =
            !_signer.SingleValue(Oids.SigningCertificate).IsEmpty
            || !_signer.SingleValue(Oids.SigningCertificateV2).IsEmpty;
        if (isNamed && !SigningCertificateAttribute.Names(_signer, certificate, CmsContents.Rules))
        {
            throw VerificationFaultException.Failed(
                SubIndication.NoSigningCertificateFound,
                "The certificate is not the one that the signed attribute signing-certificate names."
            );
        }
        if (!isNamed && isCades)
        {
            throw VerificationFaultException.Format("The signed attribute signing-certificate is missing.");
        }
        if (!isNamed)
        {
            verdict.Warn("The signature does not name its certificate (signing-certificate).");
        }
        if (isCades && !_signer.SingleValue(Oids.SigningTime).IsEmpty)
        {
            verdict.Warn("A PAdES signature should not have the signed attribute signing-time.");
        }
    }

    private void CheckStrength(HashAlgorithmName digest, KnownCertificate known)
    {
        if (Digests.IsWeak(digest))
        {
            verdict.Weak("SHA-1 is too weak.");
        }
        if (known.RsaBits is > 0 and < MinRsaBits)
        {
            verdict.Weak($"An RSA key of {known.RsaBits} bits is too short.");
        }
        if (known.EcBits is > 0 and < MinEcBits)
        {
            verdict.Weak($"An elliptic curve of {known.EcBits} bits is too short.");
        }
    }

    private bool IsSigner(X509Certificate2 certificate)
    {
        if (_signer.SubjectKeyIdentifier.IsEmpty)
        {
            return _signer.Issuer.Span.SequenceEqual(certificate.IssuerName.RawData)
                && _signer.Serial.Span.SequenceEqual(certificate.SerialNumberBytes.Span);
        }
        var extension = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        return extension?.SubjectKeyIdentifierBytes.Span.SequenceEqual(_signer.SubjectKeyIdentifier.Span) == true;
    }

    private static VerificationFaultException NotComputed(string what, string oid) =>
        VerificationFaultException.Unsupported(
            $"The {what} algorithm {oid} is not computed here.",
            SubIndication.CryptoConstraintsFailure
        );
}
