// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// A key pair that lives in a session (CKA_TOKEN false) and is destroyed after the measuring. Nobody's key signs what nobody asked for, and
/// no counter of a key runs down.
/// </summary>
internal sealed class TrialKey : IDisposable
{
    private readonly ICryptoki _cryptoki;
    private readonly nuint _session;
    private readonly nuint _public;

    private TrialKey(ICryptoki cryptoki, nuint session, nuint publicKey, TokenKey key)
    {
        _cryptoki = cryptoki;
        _session = session;
        _public = publicKey;
        Key = key;
    }

    public TokenKey Key { get; }

    /// <summary>Generates the smallest key of its type that is used.</summary>
    /// <exception cref="Pkcs11Exception">The token makes no such keys, or not for this user.</exception>
    public static TrialKey Generate(ICryptoki cryptoki, nuint session, KeyFamily family)
    {
        var kind = family == KeyFamily.Rsa ? KeyKind.Rsa2048 : KeyKind.EcP256;
        var code = cryptoki.GenerateKeyPair(
            session,
            KeyTemplates.Mechanism(kind),
            KeyTemplates.ForSession(KeyTemplates.Public(kind, Label, Id)),
            KeyTemplates.ForSession(KeyTemplates.Private(Label, Id)),
            out var publicKey,
            out var privateKey
        );
        Pkcs11Exception.ThrowIfFailed(code, "C_GenerateKeyPair");
        var key = new TokenKey(
            privateKey,
            Generation: 0,
            family == KeyFamily.Rsa,
            family == KeyFamily.Rsa ? 2048 / 8 : 256 / 8
        );
        return new TrialKey(cryptoki, session, publicKey, key);
    }

    public void Dispose()
    {
        // What can't be destroyed ends with its session.
        _cryptoki.DestroyObject(_session, Key.Handle);
        _cryptoki.DestroyObject(_session, _public);
    }

    private const string Label = "hocbaso-measuring";

    private static byte[] Id => "hocbaso-measuring"u8.ToArray();
}
