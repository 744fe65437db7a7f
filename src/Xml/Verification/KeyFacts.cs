// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Numerics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>What a public key is, read from its SubjectPublicKeyInfo before the platform sees it: huge keys are a way to be slow.</summary>
/// <param name="IsRsa">RSA; else an elliptic curve.</param>
/// <param name="Bits">Of the modulus, or of the curve's order.</param>
/// <param name="Cost">Of one verification, as octets that could be digested in that time.</param>
internal readonly record struct KeyFacts(bool IsRsa, int Bits, long Cost)
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const int MaxRsaBits = 16384;
    private const int MaxExponentBits = 32;

    /// <summary>True below RSA-2048; all curves that are served are strong enough.</summary>
    public bool IsWeak => IsRsa && Bits < 2048;

    /// <summary>Reads a SubjectPublicKeyInfo; null for keys that are not served (DSA, EdDSA, other curves, curves given by parameters).</summary>
    /// <exception cref="VerificationFaultException">The key is malformed or huge.</exception>
    public static KeyFacts? Read(ReadOnlyMemory<byte> publicKeyInfo)
    {
        try
        {
            var info = new AsnReader(publicKeyInfo, AsnEncodingRules.DER).ReadSequence();
            var algorithm = info.ReadSequence();
            var key = info.ReadBitString(out _);
            return algorithm.ReadObjectIdentifier() switch
            {
                Rsa => OfRsa(key),
                EllipticCurve when algorithm.HasData && algorithm.PeekTag() == Asn1Tag.ObjectIdentifier => OfCurve(
                    algorithm.ReadObjectIdentifier()
                ),
                _ => null,
            };
        }
        catch (AsnContentException)
        {
            throw VerificationFaultException.Format("A public key is not well-formed.");
        }
    }

    private static KeyFacts OfRsa(ReadOnlyMemory<byte> key)
    {
        var numbers = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        var modulus = numbers.ReadInteger();
        var exponent = numbers.ReadInteger();
        var (bits, exponentBits) = (BitLength(modulus), BitLength(exponent));
        if (modulus.Sign <= 0 || exponent <= 1 || bits > MaxRsaBits || exponentBits > MaxExponentBits || bits < 384)
        {
            throw VerificationFaultException.Format("An RSA key is out of all bounds.");
        }
        return new KeyFacts(true, bits, (long)bits * bits / 140 * (exponentBits + 1) / 17);
    }

    private static KeyFacts? OfCurve(string oid) =>
        oid switch
        {
            "1.2.840.10045.3.1.7" => new KeyFacts(false, 256, 100_000),
            "1.3.132.0.34" => new KeyFacts(false, 384, 500_000),
            "1.3.132.0.35" => new KeyFacts(false, 521, 1_000_000),
            _ => null,
        };

    private static int BitLength(BigInteger number) => (int)number.GetBitLength();
}
