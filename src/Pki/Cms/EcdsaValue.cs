// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>Between the two spellings of an ECDSA value: r‖s (XML, PKCS #11) and SEQUENCE of two INTEGERs (CMS, X.509).</summary>
public static class EcdsaValue
{
    /// <summary>r‖s to DER (RFC 3279 §2.2.3).</summary>
    /// <exception cref="ArgumentException">Not two halves.</exception>
    public static byte[] ToDer(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.Length % 2 != 0)
        {
            throw new ArgumentException("r and s have to be equally long.", nameof(value));
        }

        var half = value.Length / 2;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Trim(value[..half]));
            writer.WriteIntegerUnsigned(Trim(value[half..]));
        }

        return writer.Encode();
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> number)
    {
        var start = number.IndexOfAnyExcept((byte)0);
        return start < 0 ? number[^1..] : number[start..];
    }
}
