// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Log-ins that don't return: what may be tried beside them, so that no token is locked.</summary>
public sealed class HangingLogInTests
{
    private const uint PinIncorrect = 0xA0;

    [Fact]
    public async Task LogIn_WhenThePinWasNeverAcceptedAndItHangs_IsNotTriedBesideIt()
    {
        await using var rig = HangingRig.Make();
        using var blockade = rig.Module.BlockNext("C_Login");
        await rig.StartAsync();
        await rig.Events.Reached(TokenState.Unavailable);
        await Task.Delay(rig.Options.StartTimeout * 2);
        Assert.Equal(1, rig.Module.Calls("C_Login"));

        blockade.Dispose();

        await rig.Events.Reached(TokenState.Ready);
        await rig.SignAndVerifyAsync();
        Assert.Equal(1, rig.Module.Calls("C_Login"));
    }

    [Fact]
    public async Task LogIn_WhenItHangsAndIsThenRefused_ThePinIsNotTriedAgain()
    {
        await using var rig = await HangingRig.Start();
        using var blockade = rig.Module.BlockNext("C_Login", PinIncorrect);
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await HangingRig.Returns(rig, blockade);

        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        await rig.Events.Reached(TokenState.PinRejected);
        Assert.Equal(3, rig.Module.Calls("C_Login"));
    }

    [Fact]
    public async Task LogIn_WhenItHangsAndTheTokenCountsRefusedOnes_IsNotTriedBesideIt()
    {
        await using var rig = await HangingRig.Start();
        rig.Module.ExtraTokenFlags = (ulong)Ck.TokenFlag.UserPinCountLow;
        using var blockade = rig.Module.BlockNext("C_Login");
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        await Task.Delay(rig.Options.StartTimeout * 2);

        Assert.Equal("a log-in hangs, and the token counts refused ones", rig.Health.Reason);
        Assert.Equal(2, rig.Module.Calls("C_Login"));
        blockade.Dispose();
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task LogIn_WhenTwoHang_NoThirdIsTried()
    {
        await using var rig = await HangingRig.Start();
        using var blockade = rig.Module.Block("C_Login");
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
        await rig.Events.Reached(TokenState.Unavailable);

        await Task.Delay(rig.Options.StartTimeout * 4);

        Assert.Equal(3, rig.Module.Calls("C_Login"));
        blockade.Dispose();
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
        Assert.Equal(3, rig.Module.Calls("C_Login"));
    }
}
