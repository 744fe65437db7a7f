// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pki;

/// <summary>TSTInfo (RFC 3161 §2.4.2): what the authority signed.</summary>
public sealed record TstInfo
{
    private static readonly Asn1Tag MillisTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag MicrosTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag TsaTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>The authority's policy, dotted.</summary>
    public required string Policy { get; init; }

    /// <summary>The digest of the imprint; null when it is none that we compute.</summary>
    public required HashAlgorithmName? Digest { get; init; }

    /// <summary>messageImprint.hashedMessage.</summary>
    public required ReadOnlyMemory<byte> HashedMessage { get; init; }

    /// <summary>The token's serial number.</summary>
    public required BigInteger SerialNumber { get; init; }

    /// <summary>genTime, UTC.</summary>
    public required DateTimeOffset GenTime { get; init; }

    /// <summary>How far genTime may be off; null when not stated.</summary>
    public TimeSpan? Accuracy { get; init; }

    /// <summary>True when tokens of this authority can be ordered by genTime alone.</summary>
    public bool Ordering { get; init; }

    /// <summary>The nonce of the request; null when there was none.</summary>
    public BigInteger? Nonce { get; init; }

    /// <summary>Reads one, with nothing behind it.</summary>
    public static TstInfo Decode(ReadOnlyMemory<byte> encoded, AsnEncodingRules rules)
    {
        var outer = new AsnReader(encoded, rules);
        var reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!reader.TryReadInt32(out var version) || version != 1)
        {
            throw new PkiFormatException("The version of the TSTInfo is not 1.");
        }

        var policy = reader.ReadObjectIdentifier();
        var imprint = reader.ReadSequence();
        var digest = AlgorithmIdentifier.Read(imprint).Digest;
        var hashed = imprint.ReadOctetString();
        imprint.ThrowIfNotEmpty();
        var info = new TstInfo
        {
            Policy = policy,
            Digest = digest,
            HashedMessage = hashed,
            SerialNumber = reader.ReadInteger(),
            GenTime = reader.ReadGeneralizedTime(),
            Accuracy = ReadAccuracy(reader),
            Ordering = ReadOrdering(reader, rules),
            Nonce = Next(reader, Asn1Tag.Integer) ? reader.ReadInteger() : null,
        };
        ReadRest(reader);
        return info;
    }

    private static bool Next(AsnReader reader, Asn1Tag tag) =>
        reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);

    private static TimeSpan? ReadAccuracy(AsnReader reader)
    {
        if (!Next(reader, Asn1Tag.Sequence))
        {
            return null;
        }

        var accuracy = reader.ReadSequence();
        var seconds = Next(accuracy, Asn1Tag.Integer) ? ReadBounded(accuracy, Asn1Tag.Integer, int.MaxValue) : 0;
        var millis = Next(accuracy, MillisTag) ? ReadBounded(accuracy, MillisTag, 999) : 0;
        var micros = Next(accuracy, MicrosTag) ? ReadBounded(accuracy, MicrosTag, 999) : 0;
        accuracy.ThrowIfNotEmpty();
        return new TimeSpan(
            (seconds * TimeSpan.TicksPerSecond) + (millis * TimeSpan.TicksPerMillisecond) + (micros * 10)
        );
    }

    private static long ReadBounded(AsnReader reader, Asn1Tag tag, int max)
    {
        var read = reader.TryReadInt32(out var value, tag);
        return read && value >= 0 && value <= max
            ? value
            : throw new PkiFormatException("The accuracy of the TSTInfo is out of range.");
    }

    private static bool ReadOrdering(AsnReader reader, AsnEncodingRules rules)
    {
        if (!Next(reader, Asn1Tag.Boolean))
        {
            return false;
        }

        var ordering = reader.ReadBoolean();

        // X.690 §11.5: DER leaves a DEFAULT value out.
        return ordering || rules != AsnEncodingRules.DER
            ? ordering
            : throw new PkiFormatException("The TSTInfo spells out a default value.");
    }

    private static void ReadRest(AsnReader reader)
    {
        if (Next(reader, TsaTag))
        {
            reader.ReadEncodedValue();
        }

        if (Next(reader, ExtensionsTag))
        {
            RefuseCritical(reader.ReadSequence(ExtensionsTag));
        }

        reader.ThrowIfNotEmpty();
    }

    private static void RefuseCritical(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (Next(extension, Asn1Tag.Boolean) && extension.ReadBoolean())
            {
                throw new PkiFormatException($"The TSTInfo has an unknown critical extension {oid}.");
            }

            extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
        }
    }
}
