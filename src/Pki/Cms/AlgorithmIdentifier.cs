// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pki;

/// <summary>AlgorithmIdentifier (RFC 5280 §4.1.1.2), as it was read.</summary>
/// <param name="Oid">The algorithm.</param>
/// <param name="Parameters">Encoded; empty when absent.</param>
/// <param name="Encoded">The whole SEQUENCE.</param>
public sealed record AlgorithmIdentifier(string Oid, ReadOnlyMemory<byte> Parameters, ReadOnlyMemory<byte> Encoded)
{
    private static readonly byte[] Null = [0x05, 0x00];

    /// <summary>Reads one.</summary>
    public static AlgorithmIdentifier Read(AsnReader reader, Asn1Tag? tag = null)
    {
        var encoded = reader.PeekEncodedValue();
        var sequence = reader.ReadSequence(tag);
        var oid = sequence.ReadObjectIdentifier();
        var parameters = sequence.HasData ? sequence.ReadEncodedValue() : ReadOnlyMemory<byte>.Empty;
        sequence.ThrowIfNotEmpty();
        return new AlgorithmIdentifier(oid, parameters, encoded);
    }

    /// <summary>Reads one that stands alone.</summary>
    public static AlgorithmIdentifier Decode(ReadOnlyMemory<byte> encoded, AsnEncodingRules rules)
    {
        var reader = new AsnReader(encoded, rules);
        var identifier = Read(reader);
        reader.ThrowIfNotEmpty();
        return identifier;
    }

    /// <summary>True when parameters are absent or NULL: all that a digest or ECDSA may carry (RFC 5754 §2).</summary>
    public bool HasNoParameters => Parameters.IsEmpty || HasNullParameters;

    /// <summary>True when parameters are NULL, as the RSA identifiers of RFC 4055 §5 demand.</summary>
    public bool HasNullParameters => Parameters.Span.SequenceEqual(Null);

    /// <summary>The digest that it names; null when it names none that we compute.</summary>
    public HashAlgorithmName? Digest => HasNoParameters ? Digests.FromOid(Oid) : null;

    /// <summary>Writes an identifier with NULL parameters, or with none.</summary>
    public static void Write(AsnWriter writer, string oid, bool withNull)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (withNull)
            {
                writer.WriteNull();
            }
        }
    }
}
