// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// What it costs to verify one signature with the key of a certificate, told before the platform sees the key: anybody can put
/// one of any size into a certificate, and the arithmetic of RSA grows with the cube of it.
/// </summary>
internal static class PublicKeyWork
{
    /// <summary>Longest modulus of RSA, bits.</summary>
    public const int MaxRsaBits = 8192;

    /// <summary>Longest exponent of RSA, bits.</summary>
    public const int MaxExponentBits = 32;

    // Of DSA, EdDSA and what else there may be: 1,024 octets hold DSA of 2,048 bits.
    private const int MaxOtherKey = 1024;

    private const long Curve256 = 100_000;
    private const long Curve384 = 500_000;
    private const long Slow = 1_000_000;
    private static readonly byte[] s_p256 = Convert.FromHexString("06082A8648CE3D030107");
    private static readonly byte[] s_p384 = Convert.FromHexString("06052B81040022");

    /// <summary>In octets that could be digested in that time; null when the key is malformed or out of all bounds.</summary>
    public static long? Of(X509Certificate2 certificate)
    {
        try
        {
            var key = certificate.PublicKey;
            return key.Oid.Value switch
            {
                Oids.RsaEncryption or Oids.RsassaPss => OfRsa(key.EncodedKeyValue.RawData),
                Oids.EcPublicKey => OfCurve(key.EncodedParameters?.RawData),
                _ => key.EncodedKeyValue.RawData.Length <= MaxOtherKey ? Slow : null,
            };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    private static long? OfRsa(ReadOnlyMemory<byte> key)
    {
        var numbers = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        var (bits, exponentBits) = (Bits(numbers), Bits(numbers));
        return bits <= MaxRsaBits && exponentBits <= MaxExponentBits
            ? (long)bits * bits / 140 * (exponentBits + 1) / 17
            : null;
    }

    private static int Bits(AsnReader numbers)
    {
        var octets = numbers.ReadIntegerBytes().Span.TrimStart((byte)0);
        return octets.IsEmpty ? 0 : ((octets.Length - 1) * 8) + BitOperations.Log2(octets[0]) + 1;
    }

    private static long OfCurve(ReadOnlySpan<byte> parameters) =>
        parameters.SequenceEqual(s_p256) ? Curve256
        : parameters.SequenceEqual(s_p384) ? Curve384
        : Slow;
}
