// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>P-256 pairs that this server doesn't generate, as other tools leave them on a token.</summary>
internal static class OddKeys
{
    /// <summary>Generates a pair whose templates were changed.</summary>
    /// <param name="token">The token.</param>
    /// <param name="label">CKA_LABEL of both.</param>
    /// <param name="id">CKA_ID of both; empty for none.</param>
    /// <param name="extra">Goes into the private key's template.</param>
    public static void Generate(SoftHsmToken token, string label, byte[] id, params AttributeValue[] extra) =>
        Generate(token, label, id, extra, isPrivateKept: true);

    /// <summary>Leaves a public key whose private key is gone.</summary>
    /// <param name="token">The token.</param>
    /// <param name="label">Its CKA_LABEL; it has no CKA_ID.</param>
    public static void GenerateOrphan(SoftHsmToken token, string label) =>
        Generate(token, label, [], [], isPrivateKept: false);

    private static void Generate(
        SoftHsmToken token,
        string label,
        byte[] id,
        AttributeValue[] extra,
        bool isPrivateKept
    )
    {
        var cryptoki = ProcessModules.Shared.Open(token.Options);
        var (slot, _) = TokenLocator.Find(cryptoki, token.Options);
        const nuint Flags = Ck.SessionFlag.Serial | Ck.SessionFlag.ReadWrite;
        Assert.Equal(Ckr.Ok, cryptoki.OpenSession(slot, Flags, out var session));
        using var pin = TokenLogin.ReadPin(token.Options);
        TokenLogin.LogIn(cryptoki, session, pin);
        var code = cryptoki.GenerateKeyPair(
            session,
            Ck.Mechanism.EcKeyPairGen,
            WithoutEmptyId(KeyTemplates.Public(KeyKind.EcP256, label, id)),
            [.. WithoutEmptyId(KeyTemplates.Private(label, id)), .. extra],
            out _,
            out var key
        );
        Assert.Equal(Ckr.Ok, code);
        if (!isPrivateKept)
        {
            Assert.Equal(Ckr.Ok, cryptoki.DestroyObject(session, key));
        }

        cryptoki.CloseSession(session);
    }

    private static AttributeValue[] WithoutEmptyId(AttributeValue[] template) =>
        [.. template.Where(static attribute => attribute is not { Type: Ck.Attribute.Id, Value.Length: 0 })];
}
