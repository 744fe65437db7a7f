// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>OCSPRequest (RFC 6960 §4.1), unsigned.</summary>
/// <param name="CertIds">Which certificates; we ask for one.</param>
/// <param name="Nonce">The value of the nonce, without its OCTET STRING; empty for none.</param>
internal sealed record OcspRequest(IReadOnlyList<OcspCertId> CertIds, ReadOnlyMemory<byte> Nonce)
{
    /// <summary>RFC 9654 §2.1: octets of a nonce that a client sends.</summary>
    public const int NonceLength = 32;

    /// <summary>RFC 9654 §2.1: octets of the longest nonce.</summary>
    public const int MaxNonceLength = 128;

    private const int MaxCertIds = 16;
    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag RequestorTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>DER.</summary>
    public byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                foreach (var id in CertIds)
                {
                    using (writer.PushSequence())
                    {
                        id.Write(writer);
                    }
                }
            }

            WriteNonce(writer, Nonce, ExtensionsTag);
        }

        return writer.Encode();
    }

    /// <summary>Reads one, with nothing behind it. A signature of the requestor is not looked at: we know nobody.</summary>
    /// <exception cref="PkiFormatException">A limit or a rule of form is broken.</exception>
    /// <exception cref="AsnContentException">It is not DER.</exception>
    public static OcspRequest Decode(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER);
        var request = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var body = request.ReadSequence();
        Skip(body, VersionTag);
        Skip(body, RequestorTag);
        var ids = new List<OcspCertId>();
        for (var list = body.ReadSequence(); list.HasData && ids.Count <= MaxCertIds; )
        {
            ids.Add(OcspCertId.Read(list.ReadSequence()));
        }

        var nonce = body.HasData ? ReadNonce(ReadExtensions(body, ExtensionsTag)) : default;
        body.ThrowIfNotEmpty();
        return ids.Count is > 0 and <= MaxCertIds
            ? new OcspRequest(ids, nonce)
            : throw new PkiFormatException($"A request is for 1 to {MaxCertIds} certificates.");
    }

    /// <summary>Extensions behind a tag.</summary>
    internal static Dictionary<string, CertificateExtension> ReadExtensions(AsnReader reader, Asn1Tag tag)
    {
        var extensions = new Dictionary<string, CertificateExtension>(StringComparer.Ordinal);
        var wrapper = reader.ReadSequence(tag);
        CertificateExtension.ReadAll(wrapper.ReadSequence(), extensions);
        wrapper.ThrowIfNotEmpty();
        return extensions;
    }

    /// <summary>The nonce among extensions; empty when there is none.</summary>
    internal static ReadOnlyMemory<byte> ReadNonce(Dictionary<string, CertificateExtension> extensions)
    {
        if (!extensions.TryGetValue(Oids.OcspNonce, out var extension))
        {
            return default;
        }

        var reader = new AsnReader(extension.Value, AsnEncodingRules.DER);
        var nonce = reader.ReadOctetString();
        reader.ThrowIfNotEmpty();
        return nonce.Length is > 0 and <= MaxNonceLength
            ? nonce
            : throw new PkiFormatException($"A nonce has 1 to {MaxNonceLength} octets.");
    }

    /// <summary>Writes the nonce as the only extension, or nothing.</summary>
    internal static void WriteNonce(AsnWriter writer, ReadOnlyMemory<byte> nonce, Asn1Tag tag)
    {
        if (nonce.IsEmpty)
        {
            return;
        }

        var value = new AsnWriter(AsnEncodingRules.DER);
        value.WriteOctetString(nonce.Span);
        using (writer.PushSequence(tag))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.OcspNonce);
            writer.WriteOctetString(value.Encode());
        }
    }

    private static void Skip(AsnReader reader, Asn1Tag tag)
    {
        if (reader.HasData && reader.PeekTag().HasSameClassAndValue(tag))
        {
            reader.ReadEncodedValue();
        }
    }
}
