// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

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
    public async Task Sign_WhenTheUriNamesASlot_UsesNoOther()
    {
        await using var rig = await new Rig(tokens: 2).StartAsync();
        rig.Uri = (Pkcs11Uri.Parse(rig.Uri) with { SlotId = SlotOf(rig.Token(1)) }).ToString();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => rig.SignAsync()));

        AssertSignedBy(rig, rig.Token(1));
    }

    [Fact]
    public async Task Sign_WhenTheUriNamesAnotherSlotThanAnyTokens_IsIdentityNotFound()
    {
        await using var rig = await new Rig(tokens: 2).StartAsync();
        rig.Uri = (Pkcs11Uri.Parse(rig.Uri) with { SlotId = ulong.MaxValue - 1 }).ToString();

        await rig.SignExpecting(SigningErrorKind.IdentityNotFound);
    }

    [Fact]
    public async Task Sign_WhenTheTokensAreNotKnownYet_IsSignedOnlyByTheOneThatTheUriNames()
    {
        await using var rig = new Rig(tokens: 2);
        var (slot, info) = TokenLocator.Find(ProcessModules.Shared.Open(rig.Token(1).Options), rig.Token(1).Options);
        var blockade = rig.Module.Block("C_OpenSession");
        var start = rig.StartAsync();
        await blockade.Entered;
        Assert.All(rig.Signer.Health.Tokens, token => Assert.Equal(TokenState.Starting, token.State));
        var key = Pkcs11Uri.Parse(rig.Uri);
        rig.Uri = (key with { SlotId = slot }).ToString();
        var bySlot = Enumerable.Range(0, 10).Select(_ => rig.SignAsync()).ToArray();
        rig.Uri = (key with { Serial = info.Serial }).ToString();
        var bySerial = Enumerable.Range(0, 10).Select(_ => rig.SignAsync()).ToArray();

        blockade.Dispose();

        await start;
        await Task.WhenAll([.. bySlot, .. bySerial]);
        AssertSignedBy(rig, rig.Token(1));
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

    private static ulong SlotOf(SoftHsmToken token) =>
        TokenLocator.Find(ProcessModules.Shared.Open(token.Options), token.Options).Slot;

    private static void AssertSignedBy(Rig rig, SoftHsmToken token)
    {
        var signed = rig.Module.History.Where(call => call.Function == "C_SignInit").ToList();
        Assert.NotEmpty(signed);
        Assert.All(signed, call => Assert.Equal(token.Label, call.Token));
    }
}
