// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>The templates of C_GenerateKeyPair: the private key stays in the token for ever and only signs.</summary>
internal static class KeyTemplates
{
    private static ReadOnlySpan<byte> Exponent65537 => [0x01, 0x00, 0x01];

    public static nuint Mechanism(KeyKind kind) =>
        kind is KeyKind.EcP256 or KeyKind.EcP384 ? Ck.Mechanism.EcKeyPairGen : Ck.Mechanism.RsaPkcsKeyPairGen;

    public static AttributeValue[] Public(KeyKind kind, string label, byte[] id)
    {
        AttributeValue[] common =
        [
            AttributeValue.Of(Ck.Attribute.Token, true),
            AttributeValue.Of(Ck.Attribute.Label, label),
            AttributeValue.Of(Ck.Attribute.Id, id),
            AttributeValue.Of(Ck.Attribute.Verify, true),
        ];
        return kind is KeyKind.EcP256 or KeyKind.EcP384
            ? [.. common, AttributeValue.Of(Ck.Attribute.EcParams, EcCurve.Parameters(kind))]
            :
            [
                .. common,
                AttributeValue.Of(Ck.Attribute.ModulusBits, ModulusBits(kind)),
                AttributeValue.Of(Ck.Attribute.PublicExponent, Exponent65537),
            ];
    }

    public static AttributeValue[] Private(string label, byte[] id)
    {
        return
        [
            AttributeValue.Of(Ck.Attribute.Token, true),
            AttributeValue.Of(Ck.Attribute.Private, true),
            AttributeValue.Of(Ck.Attribute.Sensitive, true),
            AttributeValue.Of(Ck.Attribute.Extractable, false),
            AttributeValue.Of(Ck.Attribute.Label, label),
            AttributeValue.Of(Ck.Attribute.Id, id),
            AttributeValue.Of(Ck.Attribute.Sign, true),
            // Tokens allow some of what is left out: say no to everything but signing.
            AttributeValue.Of(Ck.Attribute.SignRecover, false),
            AttributeValue.Of(Ck.Attribute.Decrypt, false),
            AttributeValue.Of(Ck.Attribute.Unwrap, false),
            AttributeValue.Of(Ck.Attribute.Derive, false),
        ];
    }

    /// <summary>The same for a key that lives as long as a session: CKA_TOKEN stands first in every template.</summary>
    public static AttributeValue[] ForSession(AttributeValue[] template) =>
        [AttributeValue.Of(Ck.Attribute.Token, false), .. template.AsSpan(1)];

    private static nuint ModulusBits(KeyKind kind) =>
        kind switch
        {
            KeyKind.Rsa2048 => 2048,
            KeyKind.Rsa3072 => 3072,
            _ => 4096,
        };
}
