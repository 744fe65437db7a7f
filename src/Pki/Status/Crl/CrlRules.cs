// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// What a CRL has to be before it tells the status of a certificate (RFC 5280 §6.3.3): complete, direct, current, and signed
/// with the key that signed the certificate. What it lists is revoked in any case; what it doesn't is good only then.
/// </summary>
internal static class CrlRules
{
    /// <summary>Checks what doesn't depend on the certificate: once for all of an issuer's.</summary>
    /// <exception cref="StatusException">Which rule is broken.</exception>
    public static void CheckList(
        CertificateRevocationList list,
        X509Certificate2 issuer,
        DateTimeOffset now,
        CertificateStatusOptions options
    )
    {
        Require(list.BaseNumber is null, StatusFault.Unsupported, "It is a delta CRL.");
        Require(!list.Scope.IsIndirect, StatusFault.Unsupported, "It is an indirect CRL.");
        Require(!list.Scope.OnlyAttributes, StatusFault.Unsupported, "The CRL is about attribute certificates.");
        Require(
            list.Issuer == DistinguishedNames.Normalize(issuer.SubjectName.RawData),
            StatusFault.NotAuthorized,
            "The CRL is another issuer's."
        );
        CheckSignature(list, issuer);
        CheckTimes(list, now, options);
    }

    private static void CheckTimes(CertificateRevocationList list, DateTimeOffset now, CertificateStatusOptions options)
    {
        Require(
            list.ThisUpdate <= now + options.MaxClockDifference,
            StatusFault.NotYetValid,
            "The CRL is of the future."
        );
        Require(
            IsCurrent(list, now, options) && list.NextUpdate >= list.ThisUpdate,
            StatusFault.Stale,
            "The CRL is out of date."
        );
    }

    /// <summary>True until nextUpdate, by a clock that may differ from ours.</summary>
    public static bool IsCurrent(
        CertificateRevocationList list,
        DateTimeOffset now,
        CertificateStatusOptions options
    ) => list.NextUpdate >= now - options.MaxClockDifference;

    /// <summary>The certificate's entry; null when it is not revoked.</summary>
    /// <exception cref="StatusException">The list does not tell.</exception>
    public static CrlEntry? Find(CertificateRevocationList list, CertificateStructure certificate)
    {
        var serial = Convert.ToHexString(certificate.SerialNumber.Span);
        if (list.EntryOf(list.Issuer, serial) is { } entry)
        {
            return entry;
        }

        Require(!list.HasUnknownCritical, StatusFault.Unsupported, "The CRL has an unknown critical extension.");
        Require(list.Scope.Reasons == ReasonFlags.All, StatusFault.Unsupported, "The CRL covers some reasons only.");
        var isAuthority = RevocationRules.IsAuthority(certificate);
        var covers = DistributionPoint
            .Of(certificate)
            .Any(p => p.CrlIssuers.Count == 0 && p.Reasons == ReasonFlags.All && list.Scope.Covers(p, isAuthority));
        Require(covers, StatusFault.WrongCertificate, "The CRL does not cover the certificate.");
        return null;
    }

    private static void CheckSignature(CertificateRevocationList list, X509Certificate2 issuer)
    {
        var algorithm = SignatureAlgorithms.Resolve(list.SignatureAlgorithm, null, AsnEncodingRules.DER);
        Require(
            algorithm is { } known && !Digests.IsWeak(known.Digest),
            StatusFault.BadSignature,
            "The CRL is signed with an algorithm that is not accepted."
        );
        var structure = CertificateStructure.Decode(issuer.RawDataMemory);
        Require(
            (KeyUsages.Of(structure) ?? X509KeyUsageFlags.CrlSign).HasFlag(X509KeyUsageFlags.CrlSign),
            StatusFault.NotAuthorized,
            "The issuer's certificate does not allow CRLs."
        );
        Require(
            SignatureAlgorithms.Verify(issuer, algorithm!.Value, list.Tbs.Span, list.Signature.Span),
            StatusFault.BadSignature,
            "The signature of the CRL does not verify."
        );
    }

    private static void Require(bool condition, StatusFault fault, string otherwise)
    {
        if (!condition)
        {
            throw new StatusException(fault, otherwise);
        }
    }
}
