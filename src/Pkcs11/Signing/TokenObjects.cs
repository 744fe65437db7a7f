// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Finding objects of a token and reading their attributes.</summary>
internal static class TokenObjects
{
    /// <summary>C_FindObjectsInit, C_FindObjects, C_FindObjectsFinal.</summary>
    /// <param name="cryptoki">The module.</param>
    /// <param name="session">The session.</param>
    /// <param name="template">What the objects have to match.</param>
    /// <param name="limit">No more than this many are looked for.</param>
    /// <param name="handles">What was found.</param>
    public static Ckr Find(
        ICryptoki cryptoki,
        nuint session,
        ReadOnlySpan<AttributeValue> template,
        int limit,
        out nuint[] handles
    )
    {
        handles = [];
        var code = cryptoki.FindObjectsInit(session, template);
        if (code != Ckr.Ok)
        {
            return code;
        }

        var buffer = new nuint[limit];
        var count = 0;
        int found;
        do
        {
            code = cryptoki.FindObjects(session, buffer.AsSpan(count), out found);
            count += found;
        } while (code == Ckr.Ok && found > 0 && count < limit);

        var end = cryptoki.FindObjectsFinal(session);
        handles = buffer[..count];
        return code != Ckr.Ok ? code : end;
    }

    /// <summary>Reads one attribute; an empty array when the object hasn't got it.</summary>
    public static Ckr Read(ICryptoki cryptoki, nuint session, nuint handle, nuint type, out byte[] value)
    {
        value = [];
        var code = cryptoki.GetAttributeValue(session, handle, type, [], out var length);
        if (code == Ckr.AttributeTypeInvalid)
        {
            return Ckr.Ok;
        }

        if (code != Ckr.Ok || length == 0)
        {
            return code;
        }

        var octets = new byte[length];
        code = cryptoki.GetAttributeValue(session, handle, type, octets, out length);
        value = code == Ckr.Ok ? octets[..length] : [];
        return code;
    }
}
