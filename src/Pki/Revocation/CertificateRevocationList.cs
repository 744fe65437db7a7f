// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Numerics;
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pki;

/// <summary>A CRL (RFC 5280 §5), as it was read.</summary>
internal sealed record CertificateRevocationList
{
    private const string CrlNumberOid = "2.5.29.20";
    private const string ReasonCodeOid = "2.5.29.21";
    private const string InvalidityDateOid = "2.5.29.24";
    private const string DeltaIndicatorOid = "2.5.29.27";
    private const string IssuingPointOid = "2.5.29.28";
    private const string CertificateIssuerOid = "2.5.29.29";
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    public required ReadOnlyMemory<byte> Tbs { get; init; }

    public required AlgorithmIdentifier SignatureAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Normalised.</summary>
    public required string Issuer { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }

    public required DateTimeOffset NextUpdate { get; init; }

    public required IssuingDistributionPoint Scope { get; init; }

    /// <summary>The encoded scope: a delta has to have the same as its base.</summary>
    public required ReadOnlyMemory<byte> EncodedScope { get; init; }

    public required BigInteger Number { get; init; }

    /// <summary>BaseCRLNumber of a delta; null for a complete CRL.</summary>
    public required BigInteger? BaseNumber { get; init; }

    /// <summary>True when a critical extension isn't understood: then absence from the list proves nothing.</summary>
    public required bool HasUnknownCritical { get; init; }

    /// <summary>By issuer (normalised), then serial number (hex): a long name is digested once, not with each of its entries.</summary>
    private Dictionary<string, Dictionary<string, CrlEntry>> Entries { get; init; } = [];

    /// <summary>How many certificates it lists.</summary>
    public int Count => Entries.Values.Sum(static ofIssuer => ofIssuer.Count);

    /// <summary>What the list says of a certificate; null when it isn't there.</summary>
    /// <param name="issuer">Normalised.</param>
    /// <param name="serial">In hex.</param>
    public CrlEntry? EntryOf(string issuer, string serial) =>
        Entries.TryGetValue(issuer, out var ofIssuer) ? ofIssuer.GetValueOrDefault(serial) : null;

    /// <summary>Reads one, with nothing behind it.</summary>
    /// <exception cref="PkiFormatException">A rule of form is broken, or nextUpdate is missing.</exception>
    /// <exception cref="AsnContentException">It is not DER.</exception>
    public static CertificateRevocationList Decode(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER);
        var list = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var tbs = list.PeekEncodedValue();
        var body = list.ReadSequence();
        var algorithm = AlgorithmIdentifier.Read(list);
        var signature = list.ReadBitString(out var unused);
        list.ThrowIfNotEmpty();
        if (unused != 0)
        {
            throw new PkiFormatException("The signature of a CRL is not whole octets.");
        }

        if (body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            body.ReadInteger();
        }

        if (!AlgorithmIdentifier.Read(body).Encoded.Span.SequenceEqual(algorithm.Encoded.Span))
        {
            throw new PkiFormatException("A CRL names two signature algorithms.");
        }

        var issuer = DistinguishedNames.Normalize(body.ReadEncodedValue());
        var (thisUpdate, nextUpdate) = (CertificateStructure.ReadTime(body), CertificateStructure.ReadTime(body));
        var hasEntries = body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence);
        var listed = hasEntries ? body.ReadSequence() : null;
        var extensions = new Dictionary<string, CertificateExtension>();
        if (body.HasData)
        {
            CertificateExtension.ReadAll(body.ReadSequence(ExtensionsTag).ReadSequence(), extensions);
        }

        body.ThrowIfNotEmpty();
        var encodedScope = ValueOf(extensions, IssuingPointOid);
        var scope = ReadScope(encodedScope, issuer);
        var (entries, unknownEntry) = listed is null ? ([], false) : ReadEntries(listed, issuer, scope.IsIndirect);
        return new CertificateRevocationList
        {
            Tbs = tbs,
            SignatureAlgorithm = algorithm,
            Signature = signature,
            Issuer = issuer,
            ThisUpdate = thisUpdate,
            NextUpdate = nextUpdate,
            Scope = scope,
            EncodedScope = encodedScope,
            Number = ReadNumber(ValueOf(extensions, CrlNumberOid)) ?? BigInteger.Zero,
            BaseNumber = ReadNumber(ValueOf(extensions, DeltaIndicatorOid)),
            HasUnknownCritical =
                unknownEntry
                || extensions.Any(e =>
                    e.Value.IsCritical
                    && e.Key
                        is not (DeltaIndicatorOid or IssuingPointOid or CrlNumberOid or Oids.AuthorityKeyIdentifier)
                ),
            Entries = entries,
        };
    }

    private static IssuingDistributionPoint ReadScope(ReadOnlyMemory<byte> value, string issuer) =>
        value.IsEmpty ? IssuingDistributionPoint.Everything : IssuingDistributionPoint.Read(value, issuer);

    private static ReadOnlyMemory<byte> ValueOf(Dictionary<string, CertificateExtension> extensions, string oid) =>
        extensions.TryGetValue(oid, out var extension) ? extension.Value : default;

    private static BigInteger? ReadNumber(ReadOnlyMemory<byte> value) =>
        value.IsEmpty ? null : new AsnReader(value, AsnEncodingRules.DER).ReadInteger();

    private static (Dictionary<string, Dictionary<string, CrlEntry>> Entries, bool HasUnknown) ReadEntries(
        AsnReader list,
        string issuer,
        bool isIndirect
    )
    {
        var ofIssuer = new Dictionary<string, CrlEntry>();
        var entries = new Dictionary<string, Dictionary<string, CrlEntry>> { [issuer] = ofIssuer };
        var hasUnknown = false;
        while (list.HasData)
        {
            var entry = list.ReadSequence();
            var serial = Convert.ToHexString(entry.ReadIntegerBytes().Span);
            var time = CertificateStructure.ReadTime(entry);
            var extensions = new Dictionary<string, CertificateExtension>();
            if (entry.HasData)
            {
                CertificateExtension.ReadAll(entry.ReadSequence(), extensions);
            }

            entry.ThrowIfNotEmpty();

            // RFC 5280 §5.3.3: an entry without this extension has the issuer of the entry before. In a direct CRL it has no
            // place: whose the entries are that follow is not known then, so they stay the list's own, and nothing is good.
            if (CertificateIssuerOf(ValueOf(extensions, CertificateIssuerOid)) is { } other)
            {
                if (isIndirect)
                {
                    ofIssuer = CollectionsMarshal.GetValueRefOrAddDefault(entries, other, out _) ??= [];
                }

                hasUnknown |= !isIndirect && other != issuer;
            }

            hasUnknown |= extensions.Any(e =>
                e.Value.IsCritical && e.Key is not (ReasonCodeOid or InvalidityDateOid or CertificateIssuerOid)
            );
            ofIssuer[serial] = new CrlEntry(time, ReasonOf(ValueOf(extensions, ReasonCodeOid)));
        }

        return (entries, hasUnknown);
    }

    private static string? CertificateIssuerOf(ReadOnlyMemory<byte> value) =>
        value.IsEmpty
            ? null
            : DistinguishedNames.NormalizeGeneral(new AsnReader(value, AsnEncodingRules.DER).ReadSequence());

    private static CrlReason ReasonOf(ReadOnlyMemory<byte> value) =>
        value.IsEmpty
            ? CrlReason.Unspecified
            : (CrlReason)new AsnReader(value, AsnEncodingRules.DER).ReadEnumeratedBytes().Span[0];
}
