// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Finds the public key objects of a private key.</summary>
internal static class PublicKeyObjects
{
    private const int MaximumPerId = 2;
    private const int MaximumPerLabel = 16;

    /// <summary>
    /// Those of the same CKA_ID. A pair without one is told by its label and a signature: an empty CKA_ID in a template matches every
    /// object that has none, whosoever it is.
    /// </summary>
    /// <param name="cryptoki">The module.</param>
    /// <param name="session">The session, logged in.</param>
    /// <param name="id">CKA_ID of the private key; may be empty.</param>
    /// <param name="label">CKA_LABEL of the private key.</param>
    /// <param name="sign">Signs a digest with the private key.</param>
    /// <exception cref="Pkcs11Exception">The token doesn't tell.</exception>
    public static nuint[] Find(
        ICryptoki cryptoki,
        nuint session,
        byte[] id,
        byte[] label,
        Func<SignatureAlgorithm, byte[], byte[]> sign
    ) =>
        id.Length > 0
            ? Find(cryptoki, session, AttributeValue.Of(Ck.Attribute.Id, id), MaximumPerId)
            :
            [
                .. Find(cryptoki, session, AttributeValue.Of(Ck.Attribute.Label, label), MaximumPerLabel)
                    .Where(handle => IsOf(cryptoki, session, handle, sign)),
            ];

    private static nuint[] Find(ICryptoki cryptoki, nuint session, AttributeValue name, int limit)
    {
        AttributeValue[] template =
        [
            AttributeValue.Of(Ck.Attribute.Class, Ck.ObjectClass.PublicKey),
            AttributeValue.Of(Ck.Attribute.Token, true),
            name,
        ];
        var code = TokenObjects.Find(cryptoki, session, template, limit, out var handles);
        Pkcs11Exception.ThrowIfFailed(code, "C_FindObjects");
        return handles;
    }

    private static bool IsOf(
        ICryptoki cryptoki,
        nuint session,
        nuint handle,
        Func<SignatureAlgorithm, byte[], byte[]> sign
    )
    {
        try
        {
            using var key = PublicKeyReader.Read(cryptoki, session, handle);
            return CertifiedKey.IsOf(key, sign);
        }
        catch (Exception e) when (e is Pkcs11Exception or CryptographicException or AsnContentException)
        {
            // Damaged, or of a curve that isn't used, or the private key doesn't sign: nothing says that they belong together.
            return false;
        }
    }
}
