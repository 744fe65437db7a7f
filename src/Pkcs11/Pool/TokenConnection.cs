// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// A log-in on a token: the module, the slot and the anchor session, which signs nothing and keeps the log-in alive (PKCS#11 §5.6: it ends with
/// an application's last session). Made, checked and disposed by one thread.
/// </summary>
internal sealed class TokenConnection : IDisposable
{
    private readonly nuint _anchor;

    private TokenConnection(ICryptoki cryptoki, LocatedToken token, nuint anchor, int generation)
    {
        Cryptoki = cryptoki;
        Token = token;
        Generation = generation;
        _anchor = anchor;
    }

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
    /// <exception cref="TokenUnavailableException">Some step failed; nothing stays open.</exception>
    public static TokenConnection Open(IModuleSource modules, TokenOptions options, int generation, PinGuard guard)
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

        var token = TokenLocator.Find(cryptoki, options);
        guard.See(token.Info);
        TokenLogin.CheckFlags(token.Info);
        using var pin = TokenLogin.ReadPin(options);
        guard.ThrowIfRefused(pin);
        var code = cryptoki.OpenSession(token.Slot, Ck.SessionFlag.Serial, out var anchor);
        TokenUnavailableException.ThrowIfFailed(code, "C_OpenSession", isReachable: true);
        var connection = new TokenConnection(cryptoki, token, anchor, generation);
        try
        {
            TokenLogin.LogIn(cryptoki, anchor, pin, guard);
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
        if (TokenObjects.Find(Cryptoki, _anchor, template, limit, out var keys) != Ckr.Ok)
        {
            return [];
        }

        return
        [
            .. keys.Select(key =>
                    KeyLookup.Read(Cryptoki, _anchor, key, Generation, out var found) == Ckr.Ok ? found : null
                )
                .OfType<TokenKey>()
                .Where(key => key.Size > 0)
                .Select(key => key.IsRsa ? KeyFamily.Rsa : KeyFamily.Ec)
                .Distinct(),
        ];
    }

    /// <summary>Still there, and still logged in?</summary>
    public Ckr Check() => TokenLogin.Check(Cryptoki, _anchor);

    public void Dispose() => Cryptoki.CloseSession(_anchor);
}
