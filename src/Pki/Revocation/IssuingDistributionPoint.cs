// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>issuingDistributionPoint of a CRL (RFC 5280 §5.2.5): what it is about.</summary>
internal sealed record IssuingDistributionPoint(
    IReadOnlyList<string>? Names,
    bool OnlyUsers,
    bool OnlyAuthorities,
    ReasonFlags Reasons,
    bool IsIndirect,
    bool OnlyAttributes
)
{
    /// <summary>Of a CRL that states none: everything of its issuer.</summary>
    public static IssuingDistributionPoint Everything { get; } = new(null, false, false, ReasonFlags.All, false, false);

    /// <summary>Reads one; names relative to the issuer are made full.</summary>
    public static IssuingDistributionPoint Read(ReadOnlyMemory<byte> value, string issuer)
    {
        var outer = new AsnReader(value, AsnEncodingRules.DER);
        var point = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var nameTag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        List<string>? names = Next(point, 0) ? DistributionPoint.ReadNames(point.ReadSequence(nameTag), issuer) : null;
        var onlyUsers = ReadBoolean(point, 1);
        var onlyAuthorities = ReadBoolean(point, 2);
        var reasons = Next(point, 3)
            ? DistributionPoint.ReasonFlagsOf(point.ReadBitString(out _, Tag(3)))
            : ReasonFlags.All;
        var isIndirect = ReadBoolean(point, 4);
        var onlyAttributes = ReadBoolean(point, 5);
        point.ThrowIfNotEmpty();
        return new IssuingDistributionPoint(names, onlyUsers, onlyAuthorities, reasons, isIndirect, onlyAttributes);
    }

    /// <summary>True when a CRL of this scope speaks of the certificate, as reached through the point.</summary>
    public bool Covers(DistributionPoint point, bool isAuthority) =>
        !OnlyAttributes
        && !(OnlyUsers && isAuthority)
        && !(OnlyAuthorities && !isAuthority)
        && (Names is null || Names.Any(point.Names.Contains));

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);

    private static bool Next(AsnReader reader, int number) =>
        reader.HasData && reader.PeekTag().HasSameClassAndValue(Tag(number));

    private static bool ReadBoolean(AsnReader reader, int number) =>
        Next(reader, number) && reader.ReadBoolean(Tag(number));
}
