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

    /// <summary>DER to r‖s; null when it is not the one DER form of two numbers that fit.</summary>
    /// <param name="der">A SEQUENCE of two INTEGERs.</param>
    /// <param name="half">Octets of each number: as long as the curve's order.</param>
    public static byte[]? FromDer(ReadOnlySpan<byte> der, int half)
    {
        var value = new byte[2 * half];
        return
            AsnDecoder.TryReadEncodedValue(der, AsnEncodingRules.DER, out _, out var at, out var length, out _)
            && TryCopy(der.Slice(at, length), value.AsSpan(0, half), out var read)
            && TryCopy(der.Slice(at + read, length - read), value.AsSpan(half), out _)
            && ToDer(value).AsSpan().SequenceEqual(der)
            ? value
            : null;
    }

    private static bool TryCopy(ReadOnlySpan<byte> encoded, Span<byte> number, out int read)
    {
        read = 0;
        if (!AsnDecoder.TryReadEncodedValue(encoded, AsnEncodingRules.DER, out _, out var at, out var length, out read))
        {
            return false;
        }

        var digits = Trim(encoded.Slice(at, length));
        if (digits.Length > number.Length)
        {
            return false;
        }

        digits.CopyTo(number[^digits.Length..]);
        return true;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> number)
    {
        var start = number.IndexOfAnyExcept((byte)0);
        return start >= 0 ? number[start..]
            : number.IsEmpty ? number
            : number[^1..];
    }
}
