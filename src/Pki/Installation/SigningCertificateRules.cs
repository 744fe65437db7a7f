// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>What the signing certificate itself has to be.</summary>
internal static class SigningCertificateRules
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";

    public static void Check(IReadOnlyList<X509Certificate2> chain, CertificateOffer offer, InstallFindings findings)
    {
        var certificate = chain[0];
        var structure = CertificateStructure.Decode(certificate.RawDataMemory);
        CheckKey(chain, offer.PublicKey.Span, findings);
        CheckUsage(certificate, structure, findings);
        CheckTime(certificate, offer.Now, findings);
        CheckStrength(certificate, structure, findings);
        var twin = offer.OtherVersions.FirstOrDefault(v =>
            v.CertificateChain is [var other, ..]
            && other.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)
        );
        if (twin is not null)
        {
            findings.Refuse(CertificateDefectKind.Duplicate, $"This is the certificate of version {twin.Number}.");
        }
    }

    private static void CheckKey(
        IReadOnlyList<X509Certificate2> chain,
        ReadOnlySpan<byte> publicKey,
        InstallFindings findings
    )
    {
        // A chain that begins at the wrong end is the usual mistake.
        var place = 0;
        while (place < chain.Count && !IsFor(chain[place], publicKey))
        {
            place++;
        }

        if (place > 0)
        {
            findings.Refuse(
                CertificateDefectKind.Key,
                place < chain.Count
                    ? $"The certificate for this version's key is number {place + 1} of the chain; it has to be the first."
                    : $"The certificate of {NameText.OfSubject(chain[0])} is for another key than this version's."
            );
        }
    }

    // Authorities encode keys anew, so the numbers count, not the octets.
    private static bool IsFor(X509Certificate2 certificate, ReadOnlySpan<byte> publicKey) =>
        certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey)
        || (
            Export(certificate.PublicKey) is { } known
            && known.AsSpan().SequenceEqual(Export(PublicKey.CreateFromSubjectPublicKeyInfo(publicKey, out _)))
        );

    private static byte[]? Export(PublicKey key)
    {
        using var platform = PlatformKeys.Of(key);
        return platform?.ExportSubjectPublicKeyInfo();
    }

    private static void CheckUsage(
        X509Certificate2 certificate,
        CertificateStructure structure,
        InstallFindings findings
    )
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(static e => e.CertificateAuthority))
        {
            findings.Refuse(CertificateDefectKind.Authority, "The certificate is that of a certificate authority.");
        }

        if (!PurposeRules.KeyUsageAllows(structure, PathPurpose.DocumentSigning))
        {
            findings.Refuse(
                CertificateDefectKind.Usage,
                "The key usage of the certificate allows neither digitalSignature nor nonRepudiation."
            );
        }

        if (ExtendedUsageRules.Broken(structure) is { } broken)
        {
            findings.Refuse(CertificateDefectKind.Usage, broken);
        }
    }

    private static void CheckTime(X509Certificate2 certificate, DateTimeOffset now, InstallFindings findings)
    {
        var facts = new SigningCertificateFacts(certificate);
        if (now > facts.NotAfter)
        {
            findings.Refuse(
                CertificateDefectKind.Time,
                $"The certificate expired at {ChainRules.Time(certificate.NotAfter)}."
            );
        }
        else if (now < facts.NotBefore)
        {
            findings.Warn(
                CertificateDefectKind.Time,
                $"The certificate is not valid before {ChainRules.Time(certificate.NotBefore)}: it can be activated from then on."
            );
        }
    }

    private static void CheckStrength(
        X509Certificate2 certificate,
        CertificateStructure structure,
        InstallFindings findings
    )
    {
        var weakness = KeyStrength.Weakness(certificate) ?? WeaknessOfCurve(certificate);
        if (weakness is not null)
        {
            findings.Refuse(CertificateDefectKind.Strength, weakness);
        }

        var algorithm = SignatureAlgorithms.Resolve(structure.SignatureAlgorithm, null, AsnEncodingRules.DER);
        if (algorithm is not { } known || Digests.IsWeak(known.Digest))
        {
            findings.Refuse(
                CertificateDefectKind.Strength,
                $"The certificate is signed with {structure.SignatureAlgorithm.Oid}: SHA-256 or stronger is asked for."
            );
        }
    }

    private static string? WeaknessOfCurve(X509Certificate2 certificate)
    {
        using var key = PlatformKeys.Of(certificate.PublicKey);
        var curve = (key as ECDsa)?.ExportParameters(includePrivateParameters: false).Curve;
        return curve is { } c && (!c.IsNamed || c.Oid.Value is not (P256 or P384))
            ? "The elliptic curve is neither P-256 nor P-384."
            : null;
    }
}
