// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// What tells a public key from others, however it is encoded: the modulus of RSA, x of a point. Parameters are not looked at, and
/// authorities encode keys anew. Keys with equal numbers may be the same.
/// </summary>
internal static class KeyNumbers
{
    /// <summary>Of a key.</summary>
    public static byte[] Of(PublicKey key) => Of(key.EncodedKeyValue.RawData);

    /// <summary>Of a SubjectPublicKeyInfo.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static byte[] OfInfo(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var info = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
        info.ReadEncodedValue();
        return Of(info.ReadBitString(out _));
    }

    /// <summary>Of a PKCS#10 request, which is not verified; null for none.</summary>
    public static byte[]? OfRequest(ReadOnlyMemory<byte> request)
    {
        if (request.IsEmpty)
        {
            return null;
        }
        try
        {
            var body = new AsnReader(request, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            body.ReadInteger();
            body.ReadEncodedValue();
            return OfInfo(body.ReadEncodedValue());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    // SEC 1 §2.3.3: compressed, uncompressed, and the hybrid of X9.62. RSA is a SEQUENCE (RFC 8017 §A.1.1).
    private static byte[] Of(byte[] key) =>
        key switch
        {
            [2 or 3, .. var x] => x,
            [4 or 6 or 7, .. var point] => point[..(point.Length / 2)],
            _ => Modulus(key) ?? key,
        };

    private static byte[]? Modulus(byte[] key)
    {
        try
        {
            return new AsnReader(key, AsnEncodingRules.BER).ReadSequence().ReadIntegerBytes().ToArray();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
