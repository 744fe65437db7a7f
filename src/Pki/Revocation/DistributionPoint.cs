// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>DistributionPoint of a certificate (RFC 5280 §4.2.1.13).</summary>
/// <param name="Names">Its names, normalised; empty when it has none.</param>
/// <param name="Reasons">The reasons that its CRLs cover.</param>
/// <param name="CrlIssuers">Who issues its CRLs, normalised; empty for the certificate's own issuer.</param>
internal sealed record DistributionPoint(
    IReadOnlyList<string> Names,
    ReasonFlags Reasons,
    IReadOnlyList<string> CrlIssuers
)
{
    private static readonly Asn1Tag NameTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ReasonsTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag CrlIssuerTag = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private static readonly Asn1Tag RelativeTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>The points that a certificate states, then the one that every certificate has: its issuer's own CRL.</summary>
    public static List<DistributionPoint> Of(CertificateStructure certificate)
    {
        var issuer = DistinguishedNames.Normalize(certificate.Issuer);
        var points = new List<DistributionPoint>();
        var value = certificate.ExtensionValue(Oids.CrlDistributionPoints);
        if (!value.IsEmpty)
        {
            for (var list = new AsnReader(value, AsnEncodingRules.DER).ReadSequence(); list.HasData; )
            {
                points.Add(Read(list.ReadSequence(), issuer));
            }
        }

        points.Add(new DistributionPoint([issuer], ReasonFlags.All, []));
        return points;
    }

    /// <summary>DistributionPointName: full names, or one relative to the issuer of the CRL.</summary>
    public static List<string> ReadNames(AsnReader name, string crlIssuer)
    {
        if (name.PeekTag().HasSameClassAndValue(RelativeTag))
        {
            return [DistinguishedNames.Append(crlIssuer, name.ReadSetOf(skipSortOrderValidation: true, RelativeTag))];
        }

        return ReadGeneralNames(name.ReadSequence(NameTag));
    }

    private static DistributionPoint Read(AsnReader point, string issuer)
    {
        var name = Next(point, NameTag) ? point.ReadSequence(NameTag) : null;
        var reasons = Next(point, ReasonsTag) ? ReasonFlagsOf(point.ReadBitString(out _, ReasonsTag)) : ReasonFlags.All;
        List<string> crlIssuers = Next(point, CrlIssuerTag) ? ReadGeneralNames(point.ReadSequence(CrlIssuerTag)) : [];
        point.ThrowIfNotEmpty();

        // Without a name of its own, the point is that of the CRL's issuer.
        var names = name is null ? crlIssuers : ReadNames(name, crlIssuers.Count > 0 ? crlIssuers[0] : issuer);
        return new DistributionPoint(names, reasons, crlIssuers);
    }

    /// <summary>The first octet and the first bit of the second hold all that are defined.</summary>
    public static ReasonFlags ReasonFlagsOf(byte[] bits)
    {
        var flags = (bits.Length > 0 ? bits[0] : 0) | (bits.Length > 1 ? (bits[1] & 0x80) << 1 : 0);
        return (ReasonFlags)flags & ReasonFlags.All;
    }

    private static List<string> ReadGeneralNames(AsnReader names)
    {
        var list = new List<string>();
        while (names.HasData)
        {
            list.Add(DistinguishedNames.NormalizeGeneral(names));
        }

        return list;
    }

    private static bool Next(AsnReader reader, Asn1Tag tag) =>
        reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);
}
