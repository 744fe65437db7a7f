// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class FailoverTests
{
    private const int Load = 400;

    [Fact]
    public async Task Sign_WhenTwoTokensHoldTheKey_SpreadsOverBoth()
    {
        await using var rig = await new Rig(tokens: 2).StartAsync();

        await Task.WhenAll(Enumerable.Range(0, Load).Select(_ => rig.SignAsync()));

        var perToken = rig
            .Module.History.Where(call => call.Function == "C_Sign")
            .CountBy(call => call.Token!)
            .ToList();
        Assert.Equal(2, perToken.Count);
        Assert.All(perToken, pair => Assert.InRange(pair.Value, Load / 10, Load));
    }

    [Theory]
    [InlineData((uint)Ckr.DeviceRemoved)]
    [InlineData((uint)Ckr.GeneralError)]
    [InlineData((uint)Ckr.SessionHandleInvalid)]
    public async Task Sign_WhenOneOfTwoTokensFailsUnderLoad_LosesNoSignature(uint code)
    {
        await using var rig = new Rig(tokens: 2);
        var failing = rig.Token().Label;
        rig.Options = rig.Options with
        {
            Tokens = [rig.Token(0).Options with { Sessions = 2 }, rig.Token(1).Options with { Sessions = 2 }],
        };
        await rig.StartAsync();
        rig.Module.On("C_Sign", call => call.Token == failing && call.Number > Load / 4 ? code : null);

        await Task.WhenAll(Enumerable.Range(0, Load).Select(_ => rig.SignAndVerifyAsync()));

        Assert.NotEmpty(rig.Events.Retries);
        Assert.True(rig.Signer.Health.CanSign);
    }

    [Fact]
    public async Task Sign_WhenOneTokenIsGoneAndComesBack_IsUsedAgain()
    {
        await using var rig = await new Rig(tokens: 2).StartAsync();
        var failing = rig.Token().Label;
        rig.Module.On("C_OpenSession", call => call.Token == failing ? (uint)Ckr.DeviceRemoved : null);
        rig.Module.On("C_Sign", call => call.Token == failing ? (uint)Ckr.DeviceRemoved : null);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => rig.SignAndVerifyAsync()));
        await rig.Events.Reached(TokenState.Unavailable, token: failing);
        Assert.False(rig.Signer.Health.IsComplete);

        rig.Module.Heal("C_Sign");
        rig.Module.Heal("C_OpenSession");
        await rig.Events.Reached(TokenState.Ready, times: 2, token: failing);
        var before = rig.Module.Calls("C_Sign");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => rig.SignAndVerifyAsync()));

        Assert.Contains(
            rig.Module.History,
            call => call.Function == "C_Sign" && call.Number > before && call.Token == failing
        );
    }

    [Fact]
    public async Task Sign_WhenOnlyOneTokenHoldsTheKey_FindsItThere()
    {
        await using var rig = await new Rig(tokens: 2).StartAsync();
        rig.Uri = Pkcs11Uri.ForPrivateKey(null, [0x77]).ToString();
        rig.Token(1).Generate(KeyKind.EcP256, "alone", [0x77]);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => rig.SignAsync()));

        var others = rig.Module.History.Count(call =>
            call.Function == "C_FindObjectsInit" && call.Token == rig.Token(0).Label
        );
        Assert.All(
            rig.Module.History.Where(call => call.Function == "C_Sign"),
            call => Assert.Equal(rig.Token(1).Label, call.Token)
        );

        // Absence is remembered: only what was on its way before the first answer asks the other token.
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => rig.SignAsync()));
        Assert.Equal(
            others,
            rig.Module.History.Count(call => call.Function == "C_FindObjectsInit" && call.Token == rig.Token(0).Label)
        );
    }

    [Fact]
    public async Task Sign_WhenTheUriNamesAToken_UsesNoOther()
    {
        await using var rig = await new Rig(tokens: 2).StartAsync();
        rig.Uri = (Pkcs11Uri.Parse(rig.Uri) with { Token = rig.Token(1).Label }).ToString();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => rig.SignAsync()));

        Assert.All(
            rig.Module.History.Where(call => call.Function == "C_SignInit"),
            call => Assert.Equal(rig.Token(1).Label, call.Token)
        );
    }

    [Fact]
    public async Task Sign_WhenTheTokenThatMayHoldTheKeyIsAway_IsHsmUnavailableNotIdentityNotFound()
    {
        await using var rig = new Rig(tokens: 2);
        File.Delete(rig.Token(1).PinFile);
        await rig.StartAsync();
        rig.Uri = "pkcs11:id=%77";

        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
    }

    [Fact]
    public async Task Sign_WhenTwoKeysMatchTheUri_IsInvalidRequest()
    {
        await using var rig = await new Rig().StartAsync();
        rig.Token().Generate(KeyKind.EcP256, "key", [0x55]);
        rig.Uri = "pkcs11:object=key";

        await rig.SignExpecting(SigningErrorKind.InvalidRequest);
    }
}
