// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Basic constraints, key usage and critical extensions along a path (RFC 5280 §6.1.3–§6.1.5).</summary>
internal static class IssuerRules
{
    /// <summary>Extensions that are understood here or in <see cref="PurposeRules"/>; any other that is critical refuses the path.</summary>
    private static readonly HashSet<string> Known =
    [
        Oids.KeyUsage,
        Oids.BasicConstraints,
        Oids.NameConstraints,
        Oids.CertificatePolicies,
        Oids.PolicyMappings,
        Oids.PolicyConstraints,
        Oids.InhibitAnyPolicy,
        Oids.SubjectAltName,
        Oids.ExtendedKeyUsage,
        Oids.SubjectKeyIdentifier,
        Oids.AuthorityKeyIdentifier,
        Oids.CrlDistributionPoints,
        Oids.FreshestCrl,
    ];

    /// <summary>Null when no rule is broken. The leaf comes first, the anchor last.</summary>
    public static string? Broken(IReadOnlyList<PathCertificate> path)
    {
        var below = 0;
        for (var i = 0; i < path.Count; i++)
        {
            var current = path[i];
            if (i > 0 && BrokenAsIssuer(current, below, isAnchor: i == path.Count - 1) is { } broken)
            {
                return $"{broken} ({NameText.OfSubject(current.Certificate)})";
            }

            var unknown = current.Structure.Extensions.FirstOrDefault(e =>
                e.Value.IsCritical && !Known.Contains(e.Key)
            );
            if (unknown.Key is not null && (i == 0 || i < path.Count - 1))
            {
                return $"A certificate has the unknown critical extension {unknown.Key}.";
            }

            below += i > 0 && !current.IsSelfIssued ? 1 : 0;
        }

        return null;
    }

    private static string? BrokenAsIssuer(PathCertificate issuer, int below, bool isAnchor)
    {
        var value = issuer.Structure.ExtensionValue(Oids.BasicConstraints);
        if (value.IsEmpty)
        {
            // An anchor may be of version 1; any other issuer has to say that it is one (RFC 5280 §6.1.4 k).
            return isAnchor && issuer.Structure.Extensions.Count == 0
                ? null
                : "An issuer is not a certificate authority.";
        }

        var outer = new AsnReader(value, AsnEncodingRules.DER);
        var constraints = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var isAuthority =
            constraints.HasData
            && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)
            && constraints.ReadBoolean();
        if (!isAuthority)
        {
            return "An issuer is not a certificate authority.";
        }

        if (constraints.HasData && constraints.ReadInteger() < below)
        {
            return "The path is longer than an issuer allows.";
        }

        return KeyUsages.Of(issuer.Structure) is { } usage && !usage.HasFlag(X509KeyUsageFlags.KeyCertSign)
            ? "The key usage of an issuer does not allow certificates."
            : null;
    }
}
