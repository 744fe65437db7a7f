// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>SignerInfo (RFC 5652 §5.3), as it was read.</summary>
public sealed record CmsSignerInfo
{
    /// <summary>Most attributes of either kind that are read: real signatures have three to eight.</summary>
    private const int MaxAttributes = 64;

    private static readonly Asn1Tag SkiTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag SignedAttributesTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag UnsignedAttributesTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>version.</summary>
    public required int Version { get; init; }

    /// <summary>issuerAndSerialNumber.issuer, encoded; empty when the signer is named by key identifier.</summary>
    public ReadOnlyMemory<byte> Issuer { get; private init; }

    /// <summary>The content octets of the serial number.</summary>
    public ReadOnlyMemory<byte> Serial { get; private init; }

    /// <summary>subjectKeyIdentifier; empty when the signer is named by issuer and serial number.</summary>
    public ReadOnlyMemory<byte> SubjectKeyIdentifier { get; private init; }

    /// <summary>digestAlgorithm.</summary>
    public required AlgorithmIdentifier DigestAlgorithm { get; init; }

    /// <summary>The attributes in DER under the tag SET OF: what the signature is over (RFC 5652 §5.4). Empty when absent.</summary>
    public ReadOnlyMemory<byte> SignedAttributesDer { get; private init; }

    /// <summary>signedAttrs, each type once.</summary>
    public IReadOnlyList<CmsAttribute> SignedAttributes { get; private init; } = [];

    /// <summary>signatureAlgorithm.</summary>
    public required AlgorithmIdentifier SignatureAlgorithm { get; init; }

    /// <summary>signature: RSA octets, or ECDSA in DER.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>True when unsignedAttrs is there.</summary>
    public bool HasUnsignedAttributes => !EncodedUnsignedAttributes.IsEmpty;

    /// <summary>unsignedAttrs as they stand, under the tag [1]; empty when absent.</summary>
    public ReadOnlyMemory<byte> EncodedUnsignedAttributes { get; private init; }

    /// <summary>The one value of an attribute that may be there once; empty when it isn't there.</summary>
    public ReadOnlyMemory<byte> SingleValue(string type)
    {
        var found = SignedAttributes.FirstOrDefault(a => a.Type == type);
        return found switch
        {
            null => default,
            { Values.Count: 1 } => found.Values[0],
            _ => throw new PkiFormatException($"The signed attribute {type} has to have one value."),
        };
    }

    /// <summary>Reads unsignedAttrs; empty when absent. A type may be there more than once (RFC 5652 §11).</summary>
    /// <exception cref="PkiFormatException">There are more than 64.</exception>
    /// <exception cref="AsnContentException">They are not of these encoding rules.</exception>
    public IReadOnlyList<CmsAttribute> ReadUnsignedAttributes(AsnEncodingRules rules)
    {
        if (!HasUnsignedAttributes)
        {
            return [];
        }

        var reader = new AsnReader(EncodedUnsignedAttributes, rules);
        var set = reader.ReadSetOf(skipSortOrderValidation: true, UnsignedAttributesTag);
        reader.ThrowIfNotEmpty();
        return ReadAttributes(set, mayRepeat: true);
    }

    /// <summary>Reads one.</summary>
    public static CmsSignerInfo Read(AsnReader reader, AsnEncodingRules rules)
    {
        var info = reader.ReadSequence();
        if (!info.TryReadInt32(out var version))
        {
            throw new PkiFormatException("The version of the SignerInfo is out of range.");
        }

        var (issuer, serial, ski) = ReadIdentifier(info);
        var digest = AlgorithmIdentifier.Read(info);
        var (der, attributes) = ReadSignedAttributes(info, rules);
        var signatureAlgorithm = AlgorithmIdentifier.Read(info);
        var signature = info.ReadOctetString();
        ReadOnlyMemory<byte> unsigned =
            info.HasData && info.PeekTag().HasSameClassAndValue(UnsignedAttributesTag)
                ? info.ReadEncodedValue()
                : default;

        info.ThrowIfNotEmpty();
        return new CmsSignerInfo
        {
            Version = version,
            Issuer = issuer,
            Serial = serial,
            SubjectKeyIdentifier = ski,
            DigestAlgorithm = digest,
            SignedAttributesDer = der,
            SignedAttributes = attributes,
            SignatureAlgorithm = signatureAlgorithm,
            Signature = signature,
            EncodedUnsignedAttributes = unsigned,
        };
    }

    private static (ReadOnlyMemory<byte> Issuer, ReadOnlyMemory<byte> Serial, ReadOnlyMemory<byte> Ski) ReadIdentifier(
        AsnReader info
    )
    {
        if (info.PeekTag().HasSameClassAndValue(SkiTag))
        {
            return (default, default, info.ReadOctetString(SkiTag));
        }

        var name = info.ReadSequence();
        var issuer = name.ReadEncodedValue();
        var serial = name.ReadIntegerBytes();
        name.ThrowIfNotEmpty();
        return (issuer, serial, default);
    }

    private static (ReadOnlyMemory<byte> Der, IReadOnlyList<CmsAttribute> Attributes) ReadSignedAttributes(
        AsnReader info,
        AsnEncodingRules rules
    )
    {
        if (!info.PeekTag().HasSameClassAndValue(SignedAttributesTag))
        {
            return (default, []);
        }

        // The set has to be DER even where the rest is BER: the signature is over its DER encoding.
        var der = info.ReadEncodedValue().ToArray();
        if (der[0] != 0xA0)
        {
            throw new PkiFormatException("The signed attributes are not constructed.");
        }

        der[0] = 0x31;
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        var set = reader.ReadSetOf(skipSortOrderValidation: rules != AsnEncodingRules.DER);
        reader.ThrowIfNotEmpty();
        return (der, ReadAttributes(set));
    }

    private static List<CmsAttribute> ReadAttributes(AsnReader set, bool mayRepeat = false)
    {
        var attributes = new List<CmsAttribute>();
        var types = new HashSet<string>(StringComparer.Ordinal);
        while (set.HasData)
        {
            if (attributes.Count == MaxAttributes)
            {
                throw new PkiFormatException($"A signer has more than {MaxAttributes} attributes.");
            }

            var attribute = set.ReadSequence();
            var type = attribute.ReadObjectIdentifier();
            var values = new List<ReadOnlyMemory<byte>>();
            var valueSet = attribute.ReadSetOf();
            while (valueSet.HasData)
            {
                values.Add(valueSet.ReadEncodedValue());
            }

            attribute.ThrowIfNotEmpty();
            if (!types.Add(type) && !mayRepeat)
            {
                throw new PkiFormatException($"The signed attribute {type} is there twice.");
            }

            attributes.Add(new CmsAttribute(type, values));
        }

        return attributes;
    }
}
