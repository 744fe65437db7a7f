// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Bare keys in ds:KeyValue, as SubjectPublicKeyInfo.</summary>
internal static class KeyValueReader
{
    private const string UrnOid = "urn:oid:";

    private static ReadOnlySpan<byte> Dsig11 => "http://www.w3.org/2009/xmldsig11#"u8;

    private static ReadOnlySpan<byte> More => "http://www.w3.org/2001/04/xmldsig-more#"u8;

    /// <summary>RSAKeyValue, ECKeyValue, or the ECDSAKeyValue of RFC 4050; null for another kind.</summary>
    /// <exception cref="VerificationFaultException">It is malformed.</exception>
    public static byte[]? Read(XmlTree tree, int key)
    {
        if (key < 0 || tree.NextSibling(key) >= 0)
        {
            throw Malformed();
        }
        if (tree.Is(key, XmlNames.DsigUtf8, "RSAKeyValue"u8))
        {
            return Rsa(tree, key);
        }
        if (tree.Is(key, Dsig11, "ECKeyValue"u8))
        {
            return EllipticCurve(tree, key);
        }
        return tree.Is(key, More, "ECDSAKeyValue"u8) ? Rfc4050(tree, key) : null;
    }

    private static byte[] Rsa(XmlTree tree, int key)
    {
        ElementContent.RequireElementsOnly(tree, key);
        var modulus = DsigElement.Require(tree, tree.FirstChild(key), "Modulus"u8, "RSAKeyValue");
        var exponent = DsigElement.Require(tree, tree.NextSibling(modulus), "Exponent"u8, "RSAKeyValue");
        if (tree.NextSibling(exponent) >= 0)
        {
            throw Malformed();
        }
        var numbers = new AsnWriter(AsnEncodingRules.DER);
        using (numbers.PushSequence())
        {
            numbers.WriteInteger(Number(tree, modulus));
            numbers.WriteInteger(Number(tree, exponent));
        }
        return PublicKeyInfo("1.2.840.113549.1.1.1", null, numbers.Encode());
    }

    private static BigInteger Number(XmlTree tree, int element) =>
        new(Base64Content.Decode(tree, element, 4096), isUnsigned: true, isBigEndian: true);

    /// <summary>xmldsig-core1 §4.5.2.3, named curves alone.</summary>
    private static byte[]? EllipticCurve(XmlTree tree, int key)
    {
        ElementContent.RequireElementsOnly(tree, key);
        var curve = tree.FirstChild(key);
        if (curve < 0 || !tree.Is(curve, Dsig11, "NamedCurve"u8))
        {
            return null;
        }
        var point = tree.NextSibling(curve);
        if (point < 0 || tree.NextSibling(point) >= 0 || !tree.Is(point, Dsig11, "PublicKey"u8))
        {
            throw Malformed();
        }
        return OnCurve(tree.Attribute(curve, "URI"), Base64Content.Decode(tree, point, 256));
    }

    /// <summary>RFC 4050 §3.1: superseded, but in older files; coordinates are decimal numbers.</summary>
    private static byte[]? Rfc4050(XmlTree tree, int key)
    {
        var domain = tree.Child(key, More, "DomainParameters"u8);
        var curve = domain < 0 ? -1 : tree.Child(domain, More, "NamedCurve"u8);
        var point = tree.Child(key, More, "PublicKey"u8);
        if (curve < 0 || point < 0)
        {
            return null;
        }
        var urn = tree.Attribute(curve, "URN");
        if (FieldLength(urn) is not { } length)
        {
            return null;
        }
        var octets = new byte[1 + (2 * length)];
        octets[0] = 4;
        Coordinate(tree, tree.Child(point, More, "X"u8), octets.AsSpan(1, length));
        Coordinate(tree, tree.Child(point, More, "Y"u8), octets.AsSpan(1 + length, length));
        return OnCurve(urn, octets);
    }

    private static void Coordinate(XmlTree tree, int element, Span<byte> output)
    {
        var text = element < 0 ? null : tree.Attribute(element, "Value");
        if (
            text is not { Length: <= 200 }
            || !BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number.GetByteCount(isUnsigned: true) > output.Length
        )
        {
            throw Malformed();
        }
        number.TryWriteBytes(
            output[^number.GetByteCount(isUnsigned: true)..],
            out _,
            isUnsigned: true,
            isBigEndian: true
        );
    }

    private static byte[]? OnCurve(string? urn, byte[] point)
    {
        if (FieldLength(urn) is not { } length)
        {
            return null;
        }
        return point[0] == 4 && point.Length == 1 + (2 * length)
            ? PublicKeyInfo("1.2.840.10045.2.1", urn![UrnOid.Length..], point)
            : throw Malformed();
    }

    private static int? FieldLength(string? urn) =>
        urn switch
        {
            UrnOid + "1.2.840.10045.3.1.7" => 32,
            UrnOid + "1.3.132.0.34" => 48,
            UrnOid + "1.3.132.0.35" => 66,
            _ => null,
        };

    /// <summary>Encodes a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).</summary>
    /// <param name="algorithm">OID of the kind of key.</param>
    /// <param name="curve">OID of the curve; null for RSA, whose parameters are NULL.</param>
    /// <param name="key">The subjectPublicKey.</param>
    private static byte[] PublicKeyInfo(string algorithm, string? curve, byte[] key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
                if (curve is null)
                {
                    writer.WriteNull();
                }
                else
                {
                    writer.WriteObjectIdentifier(curve);
                }
            }
            writer.WriteBitString(key);
        }
        return writer.Encode();
    }

    private static VerificationFaultException Malformed() =>
        VerificationFaultException.Format("A KeyValue is not well-formed.");
}
