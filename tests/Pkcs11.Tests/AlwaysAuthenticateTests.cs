// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>PKCS#11 2.40 §4.9: a key with CKA_ALWAYS_AUTHENTICATE wants its PIN again for each signature.</summary>
public sealed class AlwaysAuthenticateTests
{
    private const string Label = "qualified";

    [Fact]
    public async Task Sign_WhenTheKeyWantsItsPinEachTime_IsInvalidRequestAndTheTokenServesOthers()
    {
        await using var rig = new Rig();
        OddKeys.Generate(rig.Token(), Label, [0x0E], AttributeValue.Of(Ck.Attribute.AlwaysAuthenticate, true));
        await rig.StartAsync();
        var normal = rig.Uri;
        for (var i = 0; i < 10; i++)
        {
            rig.Uri = "pkcs11:object=" + Label;
            var error = await rig.SignExpecting(SigningErrorKind.InvalidRequest);
            Assert.Contains("CKA_ALWAYS_AUTHENTICATE", error.Message, StringComparison.Ordinal);
            rig.Uri = normal;
            await rig.SignAndVerifyAsync();
        }

        Assert.Equal([TokenState.Ready], rig.Events.States);
        Assert.Empty(rig.Events.Retries);
        Assert.Equal(1, rig.Module.Calls("C_Login"));
    }

    [Fact]
    public async Task Sign_WhenTheUserIsLoggedOutAndTheKeyWantsItsPinEachTime_LogsInAgainForTheOthers()
    {
        await using var rig = new Rig();
        OddKeys.Generate(rig.Token(), Label, [0x0E], AttributeValue.Of(Ck.Attribute.AlwaysAuthenticate, true));
        await rig.StartAsync();
        ICryptoki module = rig.Module;
        var anchor = (nuint)rig.Module.History.First(call => call.Function == "C_Login").Session;
        Assert.Equal(Ckr.Ok, module.Logout(anchor));
        var normal = rig.Uri;
        rig.Uri = "pkcs11:object=" + Label;

        await rig.SignExpecting(SigningErrorKind.InvalidRequest);

        rig.Uri = normal;
        await rig.SignAndVerifyAsync();
        Assert.Equal(2, rig.Module.Calls("C_Login"));
    }

    [Fact]
    public void SignDigest_WhenTheKeyWantsItsPinEachTime_SaysSo()
    {
        using var token = TestKit.SoftHsmToken.Create();
        OddKeys.Generate(token, Label, [0x0E], AttributeValue.Of(Ck.Attribute.AlwaysAuthenticate, true));
        using var keys = TokenKeys.Open(token.Options);

        var error = Assert.Throws<Pkcs11Exception>(() =>
            keys.SignDigest(Pkcs11Uri.Parse("pkcs11:object=" + Label), SignatureAlgorithm.EcdsaSha256, new byte[32])
        );

        Assert.Contains("CKA_ALWAYS_AUTHENTICATE", error.Message, StringComparison.Ordinal);
    }
}
