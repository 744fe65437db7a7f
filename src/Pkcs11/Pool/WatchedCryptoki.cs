// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The module as the thread sees it that connects and looks after a token: each call is noted, and throws <see cref="CallAbandonedException"/> when
/// it comes back too late. Hears how log-ins end, whenever that is.
/// </summary>
internal sealed class WatchedCryptoki(ICryptoki inner, CallWatch watch, PinGuard guard) : ICryptoki
{
    public Ckr Initialize(string? parameters) => inner.Initialize(parameters);

    public Ckr GetSlotList(bool tokenPresent, out nuint[] slots)
    {
        using var call = watch.Enter("C_GetSlotList");
        return inner.GetSlotList(tokenPresent, out slots);
    }

    public Ckr GetTokenInfo(nuint slot, out TokenInfo? info)
    {
        using var call = watch.Enter("C_GetTokenInfo");
        return inner.GetTokenInfo(slot, out info);
    }

    public Ckr InitToken(nuint slot, ReadOnlySpan<byte> pin, ReadOnlySpan<byte> label) =>
        inner.InitToken(slot, pin, label);

    public Ckr InitPin(nuint session, ReadOnlySpan<byte> pin) => inner.InitPin(session, pin);

    public Ckr OpenSession(nuint slot, nuint flags, out nuint session)
    {
        session = 0;
        try
        {
            using var call = watch.Enter("C_OpenSession");
            return inner.OpenSession(slot, flags, out session);
        }
        catch (CallAbandonedException)
        {
            if (session != 0)
            {
                inner.CloseSession(session);
            }

            throw;
        }
    }

    public Ckr CloseSession(nuint session)
    {
        using var call = watch.Enter("C_CloseSession");
        return inner.CloseSession(session);
    }

    public Ckr GetSessionInfo(nuint session, out CkSessionInfo info)
    {
        using var call = watch.Enter("C_GetSessionInfo");
        return inner.GetSessionInfo(session, out info);
    }

    public Ckr Login(nuint session, nuint user, ReadOnlySpan<byte> pin)
    {
        // One that may not be tried again is waited for, however long it takes.
        var limit = guard.Begin(pin) ? watch.Limit : Timeout.InfiniteTimeSpan;
        var code = Ckr.FunctionCanceled;
        try
        {
            using var call = watch.Enter("C_Login", limit);
            return code = inner.Login(session, user, pin);
        }
        finally
        {
            guard.End(pin, code);
        }
    }

    public Ckr Logout(nuint session) => inner.Logout(session);

    public Ckr DestroyObject(nuint session, nuint handle) => inner.DestroyObject(session, handle);

    public Ckr GetAttributeValue(nuint session, nuint handle, nuint type, Span<byte> value, out int length)
    {
        using var call = watch.Enter("C_GetAttributeValue");
        return inner.GetAttributeValue(session, handle, type, value, out length);
    }

    public Ckr FindObjectsInit(nuint session, ReadOnlySpan<AttributeValue> template)
    {
        using var call = watch.Enter("C_FindObjectsInit");
        return inner.FindObjectsInit(session, template);
    }

    public Ckr FindObjects(nuint session, Span<nuint> handles, out int found)
    {
        using var call = watch.Enter("C_FindObjects");
        return inner.FindObjects(session, handles, out found);
    }

    public Ckr FindObjectsFinal(nuint session)
    {
        using var call = watch.Enter("C_FindObjectsFinal");
        return inner.FindObjectsFinal(session);
    }

    public Ckr GenerateKeyPair(
        nuint session,
        nuint mechanism,
        ReadOnlySpan<AttributeValue> publicTemplate,
        ReadOnlySpan<AttributeValue> privateTemplate,
        out nuint publicKey,
        out nuint privateKey
    ) => inner.GenerateKeyPair(session, mechanism, publicTemplate, privateTemplate, out publicKey, out privateKey);

    public Ckr SignInit(nuint session, nuint mechanism, CkRsaPkcsPssParams? parameters, nuint key) =>
        inner.SignInit(session, mechanism, parameters, key);

    public Ckr Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written) =>
        inner.Sign(session, data, signature, out written);
}
