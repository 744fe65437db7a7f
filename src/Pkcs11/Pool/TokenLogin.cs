// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Logs the user in, once: a wrong PIN that is tried again locks the token.</summary>
internal static class TokenLogin
{
    /// <summary>Reads the PIN; before a session is opened, so that a refused one costs the token nothing.</summary>
    /// <exception cref="TokenUnavailableException">Its source can't be read.</exception>
    public static Pin ReadPin(TokenOptions options)
    {
        try
        {
            return Pin.Read(options);
        }
        catch (Pkcs11Exception e)
        {
            throw new TokenUnavailableException(e.Message, isReachable: true);
        }
    }

    /// <summary>Tries once; after <see cref="CheckFlags"/>.</summary>
    /// <exception cref="TokenUnavailableException">
    /// The PIN was refused (<see cref="TokenUnavailableException.IsPinRefusal"/>), or the log-in failed.
    /// </exception>
    public static void LogIn(ICryptoki cryptoki, nuint session, Pin pin)
    {
        var code = cryptoki.Login(session, Ck.User.Normal, pin.Octets);
        if (code is Ckr.Ok or Ckr.UserAlreadyLoggedIn)
        {
            return;
        }

        throw new TokenUnavailableException(Answer(code), isReachable: true, code.IsPinRefusal());
    }

    /// <summary>How a log-in that failed is told.</summary>
    public static string Answer(Ckr code) => $"C_Login answered {code.Name()}";

    /// <summary>Whether the user is logged in: <see cref="Ckr.Ok"/>, or <see cref="Ckr.UserNotLoggedIn"/>, or why it can't be told.</summary>
    public static Ckr Check(ICryptoki cryptoki, nuint session)
    {
        var code = cryptoki.GetSessionInfo(session, out var info);
        return code == Ckr.Ok && info.State is not (Ck.SessionState.ReadOnlyUser or Ck.SessionState.ReadWriteUser)
            ? Ckr.UserNotLoggedIn
            : code;
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
