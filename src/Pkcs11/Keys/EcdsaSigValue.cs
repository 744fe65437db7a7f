// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Ecdsa-Sig-Value of RFC 3279 §2.2.3: SEQUENCE { r INTEGER, s INTEGER }.</summary>
internal static class EcdsaSigValue
{
    public static byte[] FromConcatenation(ReadOnlySpan<byte> signature)
    {
        var half = signature.Length / 2;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Significant(signature[..half]));
            writer.WriteIntegerUnsigned(Significant(signature[half..]));
        }

        return writer.Encode();
    }

    // DER wants the shortest form: no leading zeros, but one octet for zero.
    private static ReadOnlySpan<byte> Significant(ReadOnlySpan<byte> value) =>
        value[..^1].TrimStart((byte)0) is { Length: > 0 } head ? value[^(head.Length + 1)..] : value[^1..];
}
