// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>An attribute to be signed, with one value (RFC 5652 §5.3).</summary>
/// <param name="Type">attrType, dotted.</param>
/// <param name="Value">The value, encoded in DER.</param>
public sealed record SignedAttribute(string Type, ReadOnlyMemory<byte> Value)
{
    private const string TimestampType = "1.2.840.113549.1.9.16.2.14";

    internal static SignedAttribute ContentType(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return new SignedAttribute(Oids.ContentType, writer.Encode());
    }

    internal static SignedAttribute MessageDigest(ReadOnlySpan<byte> digest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(digest);
        return new SignedAttribute(Oids.MessageDigest, writer.Encode());
    }

    /// <summary>id-aa-timeStampToken (RFC 3161 appendix A).</summary>
    internal static SignedAttribute SignatureTimestamp(ReadOnlyMemory<byte> token) => new(TimestampType, token);

    internal void Write(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Type);
            using (writer.PushSetOf())
            {
                writer.WriteEncodedValue(Value.Span);
            }
        }
    }
}
