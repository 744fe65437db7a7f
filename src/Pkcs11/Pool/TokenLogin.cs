// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Logs the user in, once: a wrong PIN that is tried again locks the token.</summary>
internal static class TokenLogin
{
    /// <summary>Tries once; after <see cref="CheckFlags"/>.</summary>
    /// <exception cref="TokenUnavailableException">
    /// The PIN was refused (<see cref="TokenUnavailableException.IsPinRefusal"/>), or its source can't be read.
    /// </exception>
    public static void LogIn(ICryptoki cryptoki, nuint session, TokenOptions options)
    {
        var code = TryLogIn(cryptoki, session, options);
        if (code is Ckr.Ok or Ckr.UserAlreadyLoggedIn)
        {
            return;
        }

        throw new TokenUnavailableException($"C_Login answered {code.Name()}", isReachable: true, code.IsPinRefusal());
    }

    private static Ckr TryLogIn(ICryptoki cryptoki, nuint session, TokenOptions options)
    {
        try
        {
            using var pin = Pin.Read(options);
            return cryptoki.Login(session, Ck.User.Normal, pin.Octets);
        }
        catch (Pkcs11Exception e)
        {
            throw new TokenUnavailableException(e.Message, isReachable: true);
        }
    }

    /// <summary>Looks at the PIN flags; before a session is opened, because an open one would hinder whoever is setting the PIN.</summary>
    /// <exception cref="TokenUnavailableException">There is no PIN yet, or trying one could lock the token.</exception>
    public static void CheckFlags(TokenInfo info)
    {
        if (info.Has(Ck.TokenFlag.LoginRequired) && !info.Has(Ck.TokenFlag.UserPinInitialized))
        {
            throw new TokenUnavailableException("the user PIN is not set yet", isReachable: true);
        }

        if (info.Has(Ck.TokenFlag.UserPinLocked))
        {
            throw new TokenUnavailableException(
                "the user PIN is locked (CKF_USER_PIN_LOCKED)",
                true,
                isPinRefusal: true
            );
        }

        if (info.Has(Ck.TokenFlag.UserPinFinalTry))
        {
            throw new TokenUnavailableException(
                "one more wrong PIN would lock the token (CKF_USER_PIN_FINAL_TRY); log in by hand first",
                true,
                isPinRefusal: true
            );
        }
    }
}
