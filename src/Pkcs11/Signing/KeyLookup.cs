// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Finds the private key that a URI names.</summary>
internal static class KeyLookup
{
    /// <summary>Looks for exactly one private key.</summary>
    /// <param name="cryptoki">The module.</param>
    /// <param name="session">The session, logged in.</param>
    /// <param name="uri">Names the key by id, label or both.</param>
    /// <param name="generation">Goes into the result.</param>
    /// <param name="key">The key; null when there is none.</param>
    /// <param name="isAmbiguous">More than one object matches.</param>
    public static Ckr Find(
        ICryptoki cryptoki,
        nuint session,
        Pkcs11Uri uri,
        int generation,
        out TokenKey? key,
        out bool isAmbiguous
    )
    {
        key = null;
        isAmbiguous = false;
        var code = TokenObjects.Find(cryptoki, session, Template(Ck.ObjectClass.PrivateKey, uri), 2, out var handles);
        if (code != Ckr.Ok)
        {
            return code;
        }

        if (handles.Length == 0)
        {
            // A token hides private objects when the log-in was lost: "no such key" counts only while logged in.
            return TokenLogin.Check(cryptoki, session);
        }

        isAmbiguous = handles.Length > 1;
        return isAmbiguous ? Ckr.Ok : Read(cryptoki, session, handles[0], generation, out key);
    }

    public static AttributeValue[] Template(nuint objectClass, Pkcs11Uri uri)
    {
        var template = new List<AttributeValue>(4)
        {
            AttributeValue.Of(Ck.Attribute.Class, objectClass),
            AttributeValue.Of(Ck.Attribute.Token, true),
        };
        if (uri.GetId() is { } id)
        {
            template.Add(AttributeValue.Of(Ck.Attribute.Id, id));
        }

        if (uri.Object is { } label)
        {
            template.Add(AttributeValue.Of(Ck.Attribute.Label, label));
        }

        return [.. template];
    }

    /// <summary>Reads what a key is; a kind of key that is not used gets size 0 and fits no algorithm.</summary>
    public static Ckr Read(ICryptoki cryptoki, nuint session, nuint handle, int generation, out TokenKey? key)
    {
        key = null;
        var code = TokenObjects.Read(cryptoki, session, handle, Ck.Attribute.KeyType, out var type);
        if (code != Ckr.Ok)
        {
            return code;
        }

        var isRsa = AttributeValue.ToULong(type) == Ck.KeyType.Rsa;
        var attribute = isRsa ? Ck.Attribute.Modulus : Ck.Attribute.EcParams;
        code = TokenObjects.Read(cryptoki, session, handle, attribute, out var value);
        if (code == Ckr.Ok)
        {
            var size = isRsa ? value.AsSpan().TrimStart((byte)0).Length : EcCurve.OrderLength(value);
            key = new TokenKey(handle, generation, isRsa, size);
        }

        return code;
    }

    /// <summary>
    /// Whether CKR_USER_NOT_LOGGED_IN speaks of this key only: PKCS#11 2.40 §4.9 has it for a key with CKA_ALWAYS_AUTHENTICATE whose PIN was
    /// not given for this very signature. While the log-in holds, another one changes nothing.
    /// </summary>
    public static bool WantsPin(ICryptoki cryptoki, nuint session, nuint handle) =>
        TokenLogin.Check(cryptoki, session) == Ckr.Ok
        && TokenObjects.Read(cryptoki, session, handle, Ck.Attribute.AlwaysAuthenticate, out var value) == Ckr.Ok
        && value is [not 0];
}
