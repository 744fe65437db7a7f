// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Reads a public key out of the attributes of its object.</summary>
internal static class PublicKeyReader
{
    private const byte Uncompressed = 0x04;

    public static AsymmetricAlgorithm Read(ICryptoki cryptoki, nuint session, nuint handle)
    {
        var type = AttributeValue.ToULong(Attribute(cryptoki, session, handle, Ck.Attribute.KeyType));
        if (type == Ck.KeyType.Rsa)
        {
            return RSA.Create(
                new RSAParameters
                {
                    Modulus =
                    [
                        .. Attribute(cryptoki, session, handle, Ck.Attribute.Modulus).SkipWhile(octet => octet == 0),
                    ],
                    Exponent = Attribute(cryptoki, session, handle, Ck.Attribute.PublicExponent),
                }
            );
        }

        var length = EcCurve.OrderLength(Attribute(cryptoki, session, handle, Ck.Attribute.EcParams));
        var point = Point(Attribute(cryptoki, session, handle, Ck.Attribute.EcPoint), length);
        return ECDsa.Create(
            new ECParameters
            {
                Curve = EcCurve.Named(length),
                Q = new ECPoint { X = point[1..(1 + length)], Y = point[(1 + length)..] },
            }
        );
    }

    /// <summary>CKA_EC_POINT is an OCTET STRING around the point; some tokens leave the OCTET STRING out.</summary>
    private static byte[] Point(byte[] value, int length)
    {
        var size = 1 + (2 * length);
        if (length == 0 || value.Length < size)
        {
            throw new Pkcs11Exception("the token doesn't tell a public key of a curve that is used");
        }

        var point = value.Length == size ? value : AsnDecoder.ReadOctetString(value, AsnEncodingRules.DER, out _);
        return point.Length == size && point[0] == Uncompressed
            ? point
            : throw new Pkcs11Exception("the public point isn't uncompressed");
    }

    private static byte[] Attribute(ICryptoki cryptoki, nuint session, nuint handle, nuint type)
    {
        Pkcs11Exception.ThrowIfFailed(
            TokenObjects.Read(cryptoki, session, handle, type, out var value),
            "C_GetAttributeValue"
        );
        return value;
    }
}
