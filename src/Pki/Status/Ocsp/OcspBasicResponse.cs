// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>BasicOCSPResponse (RFC 6960 §4.2.1), as it was read.</summary>
internal sealed record OcspBasicResponse
{
    private const int MaxResponses = 64;
    private const int MaxCertificates = 8;
    private static readonly Asn1Tag ByNameTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag ByKeyTag = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag CertificatesTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>tbsResponseData, encoded: what is signed.</summary>
    public required ReadOnlyMemory<byte> Tbs { get; init; }

    public required AlgorithmIdentifier SignatureAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>responderID byName, encoded; empty when it is byKey.</summary>
    public required ReadOnlyMemory<byte> ResponderName { get; init; }

    /// <summary>responderID byKey: SHA-1 of the responder's public key; empty when it is byName.</summary>
    public required ReadOnlyMemory<byte> ResponderKeyHash { get; init; }

    public required DateTimeOffset ProducedAt { get; init; }

    public required IReadOnlyList<OcspSingleResponse> Responses { get; init; }

    /// <summary>Empty when none came back.</summary>
    public required ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>True when a critical extension of the whole isn't understood.</summary>
    public required bool HasUnknownCritical { get; init; }

    /// <summary>Certificates that may be the responder's, encoded; not trusted.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    /// <summary>Reads one, with nothing behind it.</summary>
    public static OcspBasicResponse Decode(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER);
        var reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var tbs = reader.PeekEncodedValue();
        var data = reader.ReadSequence();
        var algorithm = AlgorithmIdentifier.Read(reader);
        var signature = reader.ReadBitString(out var unused);
        var certificates = reader.HasData ? ReadCertificates(reader.ReadSequence(CertificatesTag)) : [];
        reader.ThrowIfNotEmpty();
        if (unused != 0)
        {
            throw new PkiFormatException("The signature of an answer is not whole octets.");
        }

        var (name, keyHash) = ReadResponder(data);
        var producedAt = OcspSingleResponse.ReadTime(data);
        var responses = ReadResponses(data.ReadSequence());
        var extensions = data.HasData ? OcspRequest.ReadExtensions(data, ExtensionsTag) : [];
        data.ThrowIfNotEmpty();
        return new OcspBasicResponse
        {
            Tbs = tbs,
            SignatureAlgorithm = algorithm,
            Signature = signature,
            ResponderName = name,
            ResponderKeyHash = keyHash,
            ProducedAt = producedAt!.Value,
            Responses = responses,
            Nonce = OcspRequest.ReadNonce(extensions),
            HasUnknownCritical = extensions.Any(static e => e.Value.IsCritical && e.Key != Oids.OcspNonce),
            Certificates = certificates,
        };
    }

    /// <summary>Writes tbsResponseData of a responder that names itself by key.</summary>
    public static byte[] EncodeData(
        ReadOnlySpan<byte> keyHash,
        DateTimeOffset producedAt,
        IEnumerable<OcspSingleResponse> responses,
        ReadOnlyMemory<byte> nonce
    )
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(ByKeyTag))
            {
                writer.WriteOctetString(keyHash);
            }

            writer.WriteGeneralizedTime(producedAt, omitFractionalSeconds: true);
            using (writer.PushSequence())
            {
                foreach (var response in responses)
                {
                    response.Write(writer);
                }
            }

            OcspRequest.WriteNonce(writer, nonce, ExtensionsTag);
        }

        return writer.Encode();
    }

    // DER leaves the version out, because v1 is its default.
    private static (ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> KeyHash) ReadResponder(AsnReader data)
    {
        if (data.PeekTag().HasSameClassAndValue(ByNameTag))
        {
            var byName = data.ReadSequence(ByNameTag);
            var name = byName.ReadEncodedValue();
            byName.ThrowIfNotEmpty();
            return (name, default);
        }

        var byKey = data.ReadSequence(ByKeyTag);
        var hash = byKey.ReadOctetString();
        byKey.ThrowIfNotEmpty();
        return hash.Length == 20
            ? (default, hash)
            : throw new PkiFormatException("The responder's key hash has not 20 octets.");
    }

    private static List<OcspSingleResponse> ReadResponses(AsnReader list)
    {
        var responses = new List<OcspSingleResponse>();
        while (list.HasData)
        {
            if (responses.Count == MaxResponses)
            {
                throw new PkiFormatException("An answer speaks of too many certificates.");
            }

            responses.Add(OcspSingleResponse.Read(list));
        }

        return responses;
    }

    private static List<ReadOnlyMemory<byte>> ReadCertificates(AsnReader wrapper)
    {
        var certificates = new List<ReadOnlyMemory<byte>>();
        var list = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        while (list.HasData)
        {
            if (certificates.Count == MaxCertificates)
            {
                throw new PkiFormatException("An answer carries too many certificates.");
            }

            certificates.Add(list.ReadEncodedValue());
        }

        return certificates;
    }
}
