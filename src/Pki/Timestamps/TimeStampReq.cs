// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pki;

/// <summary>TimeStampReq (RFC 3161 §2.4.1).</summary>
/// <param name="DigestOid">The algorithm of the imprint.</param>
/// <param name="HashedMessage">The imprint.</param>
/// <param name="Policy">reqPolicy; null for the authority's own choice.</param>
/// <param name="Nonce">Comes back in the token; null for none.</param>
/// <param name="RequestsCertificate">certReq.</param>
/// <param name="HasExtensions">True when extensions are there.</param>
internal sealed record TimeStampReq(
    string DigestOid,
    ReadOnlyMemory<byte> HashedMessage,
    string? Policy,
    BigInteger? Nonce,
    bool RequestsCertificate,
    bool HasExtensions = false
)
{
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>The digest; null when it is none that we compute.</summary>
    public HashAlgorithmName? Digest => Digests.FromOid(DigestOid);

    /// <summary>Reads one, with nothing behind it.</summary>
    /// <exception cref="PkiFormatException">The version is not 1, or the imprint has parameters.</exception>
    /// <exception cref="AsnContentException">It is not DER.</exception>
    public static TimeStampReq Decode(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER);
        var reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!reader.TryReadInt32(out var version) || version != 1)
        {
            throw new PkiFormatException("The version of the request is not 1.");
        }

        var imprint = reader.ReadSequence();
        var algorithm = AlgorithmIdentifier.Read(imprint);
        var hashed = imprint.ReadOctetString();
        imprint.ThrowIfNotEmpty();
        if (!algorithm.HasNoParameters)
        {
            throw new PkiFormatException("The digest algorithm of the imprint has parameters.");
        }

        var policy = Next(reader, Asn1Tag.ObjectIdentifier) ? reader.ReadObjectIdentifier() : null;
        var nonce = Next(reader, Asn1Tag.Integer) ? reader.ReadInteger() : (BigInteger?)null;
        var certReq = Next(reader, Asn1Tag.Boolean) && reader.ReadBoolean();
        var hasExtensions = Next(reader, ExtensionsTag);
        if (hasExtensions)
        {
            reader.ReadEncodedValue();
        }

        reader.ThrowIfNotEmpty();
        return new TimeStampReq(algorithm.Oid, hashed, policy, nonce, certReq, hasExtensions);
    }

    /// <summary>DER.</summary>
    public byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                AlgorithmIdentifier.Write(writer, DigestOid, withNull: true);
                writer.WriteOctetString(HashedMessage.Span);
            }

            if (Policy is not null)
            {
                writer.WriteObjectIdentifier(Policy);
            }

            if (Nonce is { } nonce)
            {
                writer.WriteInteger(nonce);
            }

            if (RequestsCertificate)
            {
                writer.WriteBoolean(true);
            }
        }

        return writer.Encode();
    }

    private static bool Next(AsnReader reader, Asn1Tag tag) =>
        reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);
}
