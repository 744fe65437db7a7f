// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pki;

/// <summary>RSASSA-PSS-params (RFC 4055 §3.1). One digest for both, salt as long as the digest, trailer 1: nothing else.</summary>
internal static class PssParameters
{
    /// <summary>The digest; null when the parameters are not of the one shape that we verify.</summary>
    public static HashAlgorithmName? Read(ReadOnlyMemory<byte> parameters, AsnEncodingRules rules)
    {
        if (parameters.IsEmpty)
        {
            return null;
        }

        var reader = new AsnReader(parameters, rules);
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var digest = ReadDigest(sequence);
        var mask = ReadMask(sequence, rules);
        var salt = ReadInteger(sequence, 2, 20);
        var trailer = ReadInteger(sequence, 3, 1);
        sequence.ThrowIfNotEmpty();
        var fits = digest is { } d && mask == d && salt == Digests.LengthOf(d) && trailer == 1;
        return fits ? digest : null;
    }

    /// <summary>Writes the AlgorithmIdentifier id-RSASSA-PSS with explicit parameters.</summary>
    public static void WriteIdentifier(AsnWriter writer, HashAlgorithmName digest)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.RsassaPss);
            using (writer.PushSequence())
            {
                using (writer.PushSequence(Context(0)))
                {
                    AlgorithmIdentifier.Write(writer, Digests.OidOf(digest), withNull: true);
                }

                using (writer.PushSequence(Context(1)))
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.Mgf1);
                    AlgorithmIdentifier.Write(writer, Digests.OidOf(digest), withNull: true);
                }

                using (writer.PushSequence(Context(2)))
                {
                    writer.WriteInteger(Digests.LengthOf(digest));
                }
            }
        }
    }

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);

    private static bool Next(AsnReader sequence, int number) =>
        sequence.HasData && sequence.PeekTag().HasSameClassAndValue(Context(number));

    private static HashAlgorithmName? ReadDigest(AsnReader sequence)
    {
        if (!Next(sequence, 0))
        {
            return HashAlgorithmName.SHA1;
        }

        var inner = sequence.ReadSequence(Context(0));
        var digest = AlgorithmIdentifier.Read(inner).Digest;
        inner.ThrowIfNotEmpty();
        return digest;
    }

    private static HashAlgorithmName? ReadMask(AsnReader sequence, AsnEncodingRules rules)
    {
        if (!Next(sequence, 1))
        {
            return HashAlgorithmName.SHA1;
        }

        var inner = sequence.ReadSequence(Context(1));
        var mask = AlgorithmIdentifier.Read(inner);
        inner.ThrowIfNotEmpty();
        return mask.Oid == Oids.Mgf1 ? AlgorithmIdentifier.Decode(mask.Parameters, rules).Digest : null;
    }

    private static int ReadInteger(AsnReader sequence, int number, int fallback)
    {
        if (!Next(sequence, number))
        {
            return fallback;
        }

        var inner = sequence.ReadSequence(Context(number));
        var read = inner.TryReadInt32(out var value);
        inner.ThrowIfNotEmpty();
        return read ? value : -1;
    }
}
