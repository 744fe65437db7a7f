// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>SignedData (RFC 5652 §5.1), as it was read out of its ContentInfo.</summary>
public sealed record CmsSignedData
{
    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag CrlsTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>version.</summary>
    public required int Version { get; init; }

    /// <summary>digestAlgorithms.</summary>
    public required IReadOnlyList<AlgorithmIdentifier> DigestAlgorithms { get; init; }

    /// <summary>eContentType, dotted.</summary>
    public required string EContentType { get; init; }

    /// <summary>Null when the content is detached.</summary>
    public required ReadOnlyMemory<byte>? EContent { get; init; }

    /// <summary>The X.509 certificates, each encoded.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    /// <summary>True when the certificates field holds something that is not an X.509 certificate.</summary>
    public required bool HasOtherCertificates { get; init; }

    /// <summary>True when the certificates field is there, even if it is empty.</summary>
    public required bool HasCertificatesField { get; init; }

    /// <summary>True when the crls field is there.</summary>
    public required bool HasCrls { get; init; }

    /// <summary>signerInfos; how many there may be is the caller's to say.</summary>
    public required IReadOnlyList<CmsSignerInfo> SignerInfos { get; init; }

    /// <summary>Reads a ContentInfo that has to be SignedData, with nothing behind it.</summary>
    /// <exception cref="PkiFormatException">It is something else.</exception>
    /// <exception cref="AsnContentException">It is not of these encoding rules.</exception>
    public static CmsSignedData Decode(ReadOnlyMemory<byte> contentInfo, AsnEncodingRules rules)
    {
        var reader = new AsnReader(contentInfo, rules);
        var outer = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        if (outer.ReadObjectIdentifier() != Oids.SignedData)
        {
            throw new PkiFormatException("The content type is not signedData.");
        }

        var wrapper = outer.ReadSequence(Explicit0);
        outer.ThrowIfNotEmpty();
        var signedData = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        return Read(signedData, rules);
    }

    private static CmsSignedData Read(AsnReader reader, AsnEncodingRules rules)
    {
        if (!reader.TryReadInt32(out var version))
        {
            throw new PkiFormatException("The version of the SignedData is out of range.");
        }

        var digests = ReadAll(reader.ReadSetOf(), set => AlgorithmIdentifier.Read(set));
        var (type, content) = ReadEncapsulated(reader.ReadSequence());
        var (hasField, certificates, others) = ReadCertificates(reader);
        var hasCrls = reader.HasData && reader.PeekTag().HasSameClassAndValue(CrlsTag);
        if (hasCrls)
        {
            reader.ReadEncodedValue();
        }

        var signers = ReadAll(reader.ReadSetOf(), set => CmsSignerInfo.Read(set, rules));
        reader.ThrowIfNotEmpty();
        return new CmsSignedData
        {
            Version = version,
            DigestAlgorithms = digests,
            EContentType = type,
            EContent = content,
            Certificates = certificates,
            HasOtherCertificates = others,
            HasCertificatesField = hasField,
            HasCrls = hasCrls,
            SignerInfos = signers,
        };
    }

    private static List<T> ReadAll<T>(AsnReader set, Func<AsnReader, T> read)
    {
        var items = new List<T>();
        while (set.HasData)
        {
            items.Add(read(set));
        }

        return items;
    }

    private static (string Type, ReadOnlyMemory<byte>? Content) ReadEncapsulated(AsnReader info)
    {
        var type = info.ReadObjectIdentifier();
        if (!info.HasData)
        {
            return (type, null);
        }

        var wrapper = info.ReadSequence(Explicit0);
        info.ThrowIfNotEmpty();
        var content = wrapper.ReadOctetString();
        wrapper.ThrowIfNotEmpty();
        return (type, content);
    }

    private static (bool HasField, IReadOnlyList<ReadOnlyMemory<byte>> Certificates, bool Others) ReadCertificates(
        AsnReader reader
    )
    {
        if (!reader.HasData || !reader.PeekTag().HasSameClassAndValue(Explicit0))
        {
            return (false, [], false);
        }

        var set = reader.ReadSetOf(Explicit0);
        var certificates = new List<ReadOnlyMemory<byte>>();
        var others = false;
        while (set.HasData)
        {
            var isCertificate = set.PeekTag() == Asn1Tag.Sequence;
            var encoded = set.ReadEncodedValue();
            others |= !isCertificate;
            if (isCertificate)
            {
                certificates.Add(encoded);
            }
        }

        return (true, certificates, others);
    }
}
