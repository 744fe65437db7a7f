// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>OCSPResponse (RFC 6960 §4.2.1).</summary>
/// <param name="Status">Whether there is an answer.</param>
/// <param name="Basic">The answer; null unless successful.</param>
internal sealed record OcspResponse(OcspResponseStatus Status, OcspBasicResponse? Basic)
{
    private static readonly Asn1Tag BytesTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Reads one in strict DER, with nothing behind it: what is kept as evidence has one form.</summary>
    /// <exception cref="PkiFormatException">A rule of form is broken, or the type is not id-pkix-ocsp-basic.</exception>
    /// <exception cref="AsnContentException">It is not DER.</exception>
    public static OcspResponse Decode(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER);
        var response = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var status = ReadStatus(response);
        if (status != OcspResponseStatus.Successful)
        {
            response.ThrowIfNotEmpty();
            return new OcspResponse(status, null);
        }

        var wrapper = response.ReadSequence(BytesTag);
        response.ThrowIfNotEmpty();
        var bytes = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        var type = bytes.ReadObjectIdentifier();
        var content = bytes.ReadOctetString();
        bytes.ThrowIfNotEmpty();
        return type == Oids.OcspBasic
            ? new OcspResponse(status, OcspBasicResponse.Decode(content))
            : throw new PkiFormatException("The answer is of another type than id-pkix-ocsp-basic.");
    }

    /// <summary>Wraps a BasicOCSPResponse.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> basic)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEnumeratedValue(OcspResponseStatus.Successful);
            using (writer.PushSequence(BytesTag))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.OcspBasic);
                writer.WriteOctetString(basic);
            }
        }

        return writer.Encode();
    }

    /// <summary>An answer without one.</summary>
    public static byte[] Refuse(OcspResponseStatus status)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEnumeratedValue(status);
        }

        return writer.Encode();
    }

    private static OcspResponseStatus ReadStatus(AsnReader reader)
    {
        var octets = reader.ReadEnumeratedBytes();
        return octets.Length == 1 && octets.Span[0] is <= 6 and not 4
            ? (OcspResponseStatus)octets.Span[0]
            : throw new PkiFormatException("The status of the answer is out of range.");
    }
}
