// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// A log-in on a token: the module, the slot and the anchor session, which signs nothing and keeps the log-in alive (PKCS#11 §5.6: it ends with
/// an application's last session). Made, checked and disposed by one thread, whose calls are watched.
/// </summary>
internal sealed class TokenConnection : IDisposable
{
    private readonly ICryptoki _watched;
    private readonly nuint _anchor;

    private TokenConnection(ICryptoki cryptoki, ICryptoki watched, LocatedToken token, nuint anchor, int generation)
    {
        Cryptoki = cryptoki;
        _watched = watched;
        Token = token;
        Generation = generation;
        _anchor = anchor;
    }

    /// <summary>For other threads than the one that made the connection.</summary>
    public ICryptoki Cryptoki { get; }

    public LocatedToken Token { get; }

    public nuint Slot => Token.Slot;

    /// <summary>Handles that were found over another connection are void.</summary>
    public int Generation { get; }

    /// <summary>Opens the anchor session and logs in.</summary>
    /// <param name="modules">Where the module comes from.</param>
    /// <param name="options">The token.</param>
    /// <param name="generation">The connection's number.</param>
    /// <param name="guard">Knows what the token refused before.</param>
    /// <param name="watch">Notes the calls of this thread; loading the module and its C_Initialize are not among them.</param>
    /// <exception cref="TokenUnavailableException">Some step failed; nothing stays open.</exception>
    public static TokenConnection Open(
        IModuleSource modules,
        TokenOptions options,
        int generation,
        PinGuard guard,
        CallWatch watch
    )
    {
        ICryptoki cryptoki;
        try
        {
            cryptoki = modules.Open(options);
        }
        catch (Pkcs11Exception e)
        {
            throw new TokenUnavailableException(e.Message, isReachable: false);
        }

        var watched = new WatchedCryptoki(cryptoki, watch, guard);
        var token = TokenLocator.Find(watched, options);
        guard.See(token.Info);
        TokenLogin.CheckFlags(token.Info);
        using var pin = TokenLogin.ReadPin(options);
        guard.ThrowIfRefused(pin);
        var code = watched.OpenSession(token.Slot, Ck.SessionFlag.Serial, out var anchor);
        TokenUnavailableException.ThrowIfFailed(code, "C_OpenSession", isReachable: true);
        var connection = new TokenConnection(cryptoki, watched, token, anchor, generation);
        try
        {
            TokenLogin.LogIn(watched, anchor, pin);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>How many of the wanted sessions the token allows beside the anchor.</summary>
    /// <exception cref="TokenUnavailableException">It allows none.</exception>
    public int AllowedSessions(int wanted)
    {
        var maximum = Token.Info.MaxSessionCount;
        if (maximum == Ck.EffectivelyInfinite || maximum == Ck.UnavailableInformation)
        {
            return wanted;
        }

        return maximum < 2
            ? throw new TokenUnavailableException(
                "the token allows one session only, two are needed",
                isReachable: true
            )
            : (int)Math.Min((nuint)wanted, maximum - 1);
    }

    /// <summary>Which types of keys the token holds, among its first ones; none where it doesn't tell.</summary>
    public IEnumerable<KeyFamily> FindFamilies(int limit)
    {
        AttributeValue[] template =
        [
            AttributeValue.Of(Ck.Attribute.Class, Ck.ObjectClass.PrivateKey),
            AttributeValue.Of(Ck.Attribute.Token, true),
        ];
        if (TokenObjects.Find(_watched, _anchor, template, limit, out var keys) != Ckr.Ok)
        {
            return [];
        }

        return
        [
            .. keys.Select(key =>
                    KeyLookup.Read(_watched, _anchor, key, Generation, out var found) == Ckr.Ok ? found : null
                )
                .OfType<TokenKey>()
                .Where(key => key.Size > 0)
                .Select(key => key.IsRsa ? KeyFamily.Rsa : KeyFamily.Ec)
                .Distinct(),
        ];
    }

    /// <summary>Still there, and still logged in?</summary>
    public Ckr Check() => TokenLogin.Check(_watched, _anchor);

    public void Dispose() => _watched.CloseSession(_anchor);
}
