// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class RecoveryTests
{
    public static TheoryData<uint> LostConnections() =>
        [
            (uint)Ckr.SessionHandleInvalid,
            (uint)Ckr.SessionClosed,
            (uint)Ckr.DeviceRemoved,
            (uint)Ckr.DeviceError,
            (uint)Ckr.TokenNotPresent,
            (uint)Ckr.UserNotLoggedIn,
        ];

    [Theory]
    [MemberData(nameof(LostConnections))]
    public async Task Sign_WhenTheConnectionIsLost_RebuildsAndRetriesOnAFreshSession(uint code)
    {
        await using var rig = await new Rig().StartAsync();
        await rig.SignAsync();
        rig.Module.FailAt("C_Sign", code);

        await rig.SignAndVerifyAsync();

        Assert.Equal([((Ckr)code).Name()], rig.Events.Retries);
        Assert.Equal([TokenState.Ready, TokenState.Recovering, TokenState.Ready], rig.Events.States);
        Assert.Equal(2, rig.Module.Calls("C_Login"));
        var used = rig.Module.History.Where(call => call.Function == "C_Sign").Select(call => call.Session).ToArray();
        Assert.Equal(3, used.Length);
        Assert.NotEqual(used[1], used[2]);
        Assert.Equal(4, rig.Module.Calls("C_OpenSession"));
        Assert.Equal(2, rig.Module.Calls("C_CloseSession"));
    }

    [Theory]
    [InlineData("C_SignInit")]
    [InlineData("C_FindObjectsInit")]
    [InlineData("C_FindObjects")]
    [InlineData("C_GetAttributeValue")]
    public async Task Sign_WhenTheConnectionIsLostInAnyCall_Recovers(string function)
    {
        await using var rig = await new Rig().StartAsync();
        rig.Module.FailAt(function, (uint)Ckr.SessionHandleInvalid);

        await rig.SignAndVerifyAsync();

        Assert.Single(rig.Events.Retries);
    }

    [Fact]
    public async Task Sign_WhenTheFreshSessionFailsToo_IsHsmUnavailableAndRecoversLater()
    {
        await using var rig = await new Rig().StartAsync();
        rig.Module.Fail("C_Sign", (uint)Ckr.DeviceRemoved);

        var error = await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        Assert.NotNull(error.RetryAfter);
        Assert.Equal(2, rig.Module.Calls("C_Sign"));
        rig.Module.Heal("C_Sign");
        await rig.Events.Reached(TokenState.Ready, times: 3);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Sign_WhenTheTokenIsGone_IsHsmUnavailableUntilItIsBack()
    {
        await using var rig = await new Rig().StartAsync();
        rig.Module.Fail("C_OpenSession", (uint)Ckr.TokenNotPresent);
        rig.Module.FailAt("C_Sign", (uint)Ckr.TokenNotPresent);

        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        Assert.Equal(TokenState.Unavailable, rig.Health.State);
        Assert.Contains("CKR_TOKEN_NOT_PRESENT", rig.Health.Reason, StringComparison.Ordinal);
        Assert.False(rig.Signer.Health.CanSign);
        rig.Module.Heal("C_OpenSession");
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
    }

    [Theory]
    [InlineData((uint)Ckr.KeyHandleInvalid)]
    [InlineData((uint)Ckr.ObjectHandleInvalid)]
    public async Task Sign_WhenTheKeyHandleIsStale_LooksUpAgainOnTheSameSession(uint code)
    {
        await using var rig = await new Rig().StartAsync();
        await rig.SignAsync();
        await rig.SignAsync();
        Assert.Equal(1, rig.Module.Calls("C_FindObjectsInit"));
        rig.Module.FailAt("C_SignInit", code);

        await rig.SignAndVerifyAsync();

        Assert.Equal(2, rig.Module.Calls("C_FindObjectsInit"));
        Assert.Equal(1, rig.Module.Calls("C_Login"));
        Assert.Empty(rig.Events.Retries);
    }

    [Fact]
    public async Task Sign_WhenTheKeyWasMadeAnew_UsesTheNewOne()
    {
        await using var rig = await new Rig().StartAsync();
        await rig.SignAsync();
        using (var keys = TokenKeys.Open(rig.Token().Options))
        {
            keys.Delete(Pkcs11Uri.Parse(rig.Uri));
            await rig.SignExpecting(SigningErrorKind.IdentityNotFound);
            keys.Generate(KeyKind.EcP256, "key", Pkcs11Uri.Parse(rig.Uri).GetId());
        }

        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Sign_WhenTheModuleFailsOnceWithoutSayingWhy_RetriesWithoutRebuild()
    {
        await using var rig = await new Rig().StartAsync();
        rig.Module.FailAt("C_Sign", (uint)Ckr.FunctionFailed);

        await rig.SignAndVerifyAsync();

        Assert.Equal([TokenState.Ready], rig.Events.States);
        Assert.Equal(["CKR_FUNCTION_FAILED"], rig.Events.Retries);
    }

    [Fact]
    public async Task Sign_WhenTheModuleKeepsFailingWithoutSayingWhy_Rebuilds()
    {
        await using var rig = await new Rig().StartAsync();
        rig.Module.Fail("C_Sign", (uint)Ckr.GeneralError);

        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        rig.Module.Heal("C_Sign");
        await rig.Events.Reached(TokenState.Recovering);
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Sign_WhenSomebodyLogsTheUserOut_LogsInAgain()
    {
        await using var rig = await new Rig().StartAsync();
        ICryptoki module = rig.Module;
        var anchor = (nuint)rig.Module.History.First(call => call.Function == "C_Login").Session;
        Assert.Equal(Ckr.Ok, module.Logout(anchor));

        await rig.SignAndVerifyAsync();

        Assert.Equal(["CKR_USER_NOT_LOGGED_IN"], rig.Events.Retries);
    }

    [Fact]
    public async Task Token_WhenItGoesAwayWhileIdle_IsNoticedAndRebuilt()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { HealthInterval = TimeSpan.FromMilliseconds(20) };
        await rig.StartAsync();
        rig.Module.FailAt("C_GetSessionInfo", (uint)Ckr.DeviceRemoved);

        await rig.Events.Reached(TokenState.Recovering);
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Sign_WhenTheCallNeverReturns_IsHsmUnavailableInTimeAndTheTokenIsDropped()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { SignTimeout = TimeSpan.FromMilliseconds(200) };
        await rig.StartAsync();
        using var blockade = rig.Module.Block("C_Sign");

        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
        await rig.Events.Reached(TokenState.Unavailable);
        rig.Module.Heal("C_Sign");

        // A new session beside the hanging thread.
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
    }
}
