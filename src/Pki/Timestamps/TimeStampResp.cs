// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>TimeStampResp (RFC 3161 §2.4.2).</summary>
/// <param name="IsGranted">status is granted or grantedWithMods.</param>
/// <param name="Failure">failInfo; None when granted or not stated.</param>
/// <param name="Text">statusString, at most 200 characters; empty when absent.</param>
/// <param name="Token">The token, encoded; empty when there is none.</param>
internal sealed record TimeStampResp(bool IsGranted, PkiFailure Failure, string Text, ReadOnlyMemory<byte> Token)
{
    private const int MaxText = 200;

    /// <summary>Reads one, with nothing behind it. BER, because the wrapping is not signed and answers are not stored.</summary>
    /// <exception cref="PkiFormatException">Status and token don't fit.</exception>
    /// <exception cref="AsnContentException">It is not ASN.1 of this shape.</exception>
    public static TimeStampResp Decode(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.BER);
        var reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var info = reader.ReadSequence();
        if (!info.TryReadInt32(out var status) || status is < 0 or > 5)
        {
            throw new PkiFormatException("The status of the answer is out of range.");
        }

        var text =
            info.HasData && info.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? ReadText(info.ReadSequence()) : "";
        var failure = info.HasData ? ReadFailure(info.ReadBitString(out _)) : PkiFailure.None;
        info.ThrowIfNotEmpty();
        var token = reader.HasData ? reader.ReadEncodedValue() : default;
        reader.ThrowIfNotEmpty();
        var granted = status is 0 or 1;

        // RFC 3161 §2.4.2: a token must be there when granted, and must not otherwise.
        return granted == !token.IsEmpty
            ? new TimeStampResp(granted, failure, text, token)
            : throw new PkiFormatException("Status and token of the answer don't fit.");
    }

    /// <summary>An answer with a token.</summary>
    public static byte[] Grant(ReadOnlySpan<byte> token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
            }

            writer.WriteEncodedValue(token);
        }

        return writer.Encode();
    }

    /// <summary>A rejection.</summary>
    public static byte[] Reject(PkiFailure failure, string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteInteger(2);
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
            }

            // X.690 §11.2.2: a named bit list ends with its last set bit.
            var bit = (int)failure;
            var bits = new byte[(bit / 8) + 1];
            bits[^1] = (byte)(0x80 >> (bit % 8));
            writer.WriteBitString(bits, 7 - (bit % 8));
        }

        return writer.Encode();
    }

    private static string ReadText(AsnReader texts)
    {
        var text = texts.HasData ? texts.ReadCharacterString(UniversalTagNumber.UTF8String) : "";
        return text.Length <= MaxText ? text : text[..MaxText];
    }

    private static PkiFailure ReadFailure(byte[] bits)
    {
        for (var i = 0; i < bits.Length * 8; i++)
        {
            if ((bits[i / 8] & (0x80 >> (i % 8))) != 0)
            {
                return (PkiFailure)i;
            }
        }

        return PkiFailure.None;
    }
}
