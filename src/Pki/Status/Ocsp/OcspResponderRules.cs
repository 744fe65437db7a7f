// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Who may answer (RFC 6960 §4.2.2.2): the issuer itself, or whom it certified directly for that. There is no third kind: a
/// locally trusted responder would be one more thing to configure wrong.
/// </summary>
internal static class OcspResponderRules
{
    private static readonly HashSet<string> Known =
    [
        Oids.KeyUsage,
        Oids.BasicConstraints,
        Oids.ExtendedKeyUsage,
        Oids.SubjectKeyIdentifier,
        Oids.AuthorityKeyIdentifier,
        Oids.SubjectAltName,
        Oids.CertificatePolicies,
        Oids.CrlDistributionPoints,
        Oids.AuthorityInformationAccess,
        Oids.OcspNoCheck,
    ];

    /// <summary>Checks the signature and who made it.</summary>
    /// <returns>A delegated responder whose own status has to be asked for; null when nothing more is needed.</returns>
    /// <exception cref="StatusException">Which rule is broken.</exception>
    public static PathCertificate? Check(OcspBasicResponse basic, X509Certificate2 issuer, DateTimeOffset now)
    {
        var algorithm = SignatureAlgorithms.Resolve(basic.SignatureAlgorithm, null, AsnEncodingRules.DER);
        if (algorithm is not { } known || Digests.IsWeak(known.Digest))
        {
            throw new StatusException(
                StatusFault.BadSignature,
                "The answer is signed with an algorithm that is not accepted."
            );
        }

        if (IsNamed(basic, issuer) && HasSigned(issuer, known, basic.Tbs, basic.Signature))
        {
            return null;
        }

        var candidates = basic.Certificates.Select(TryLoad).OfType<PathCertificate>();
        var responder =
            candidates.FirstOrDefault(c => IsNamed(basic, c.Certificate))
            ?? throw new StatusException(
                IsNamed(basic, issuer) ? StatusFault.BadSignature : StatusFault.NotAuthorized,
                "The answer was not signed by the issuer, and carries no certificate of who did."
            );
        CheckDelegate(responder, issuer, basic.ProducedAt, now);
        if (!HasSigned(responder.Certificate, known, basic.Tbs, basic.Signature))
        {
            throw new StatusException(StatusFault.BadSignature, "The signature of the answer does not verify.");
        }

        return responder.Structure.Extensions.ContainsKey(Oids.OcspNoCheck) ? null : responder;
    }

    private static bool IsNamed(OcspBasicResponse basic, X509Certificate2 certificate) =>
        basic.ResponderKeyHash.IsEmpty
            ? DistinguishedNames.Same(basic.ResponderName, certificate.SubjectName.RawData)
            : basic.ResponderKeyHash.Span.SequenceEqual(
                Digests.Compute(HashAlgorithmName.SHA1, certificate.PublicKey.EncodedKeyValue.RawData)
            );

    private static void CheckDelegate(
        PathCertificate responder,
        X509Certificate2 issuer,
        DateTimeOffset producedAt,
        DateTimeOffset now
    )
    {
        var structure = responder.Structure;
        var isIssued =
            SignatureAlgorithms.Resolve(structure.SignatureAlgorithm, null, AsnEncodingRules.DER) is { } algorithm
            && !Digests.IsWeak(algorithm.Digest)
            && Issuance.IsIssuedBy(structure, issuer);
        Require(isIssued, "The responder's certificate was not issued by the certificate's issuer.");
        Require(IsFor(structure, Oids.OcspSigning), "The responder's certificate is not meant for OCSP.");
        Require(
            (KeyUsages.Of(structure) ?? X509KeyUsageFlags.DigitalSignature).HasFlag(X509KeyUsageFlags.DigitalSignature),
            "The key usage of the responder's certificate does not allow answers."
        );
        Require(
            structure.Extensions.All(static e => !e.Value.IsCritical || Known.Contains(e.Key)),
            "The responder's certificate has an unknown critical extension."
        );
        Require(
            Within(structure, producedAt) && Within(structure, now),
            "The responder's certificate is not valid at the time."
        );
        Require(KeyStrength.Weakness(responder.Certificate) is null, "The responder's key is weak.");
    }

    private static bool Within(CertificateStructure certificate, DateTimeOffset time) =>
        certificate.NotBefore <= time && time <= certificate.NotAfter;

    private static bool IsFor(CertificateStructure certificate, string purpose)
    {
        var value = certificate.ExtensionValue(Oids.ExtendedKeyUsage);
        if (value.IsEmpty)
        {
            return false;
        }

        // anyExtendedKeyUsage does not count: RFC 6960 §4.2.2.2 asks for this one.
        for (var usages = new AsnReader(value, AsnEncodingRules.DER).ReadSequence(); usages.HasData; )
        {
            if (usages.ReadObjectIdentifier() == purpose)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSigned(
        X509Certificate2 signer,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> data,
        ReadOnlyMemory<byte> signature
    ) => SignatureAlgorithms.Verify(signer, algorithm, data.Span, signature.Span);

    private static PathCertificate? TryLoad(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return PathCertificate.TryRead(X509CertificateLoader.LoadCertificate(encoded.Span));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new StatusException(StatusFault.NotAuthorized, otherwise);
        }
    }
}
