// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class LoginTests
{
    [Fact]
    public async Task Login_WhenThereAreManySessions_IsDoneOnce()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { Tokens = [rig.Token().Options with { Sessions = 5 }] };
        await rig.StartAsync();

        await rig.SignAndVerifyAsync();

        Assert.Equal(1, rig.Module.Calls("C_Login"));
        Assert.Equal(6, rig.Module.Calls("C_OpenSession"));
        Assert.Equal(
            new TokenHealth(rig.Token().Label, TokenState.Ready, true, true, 5, null, rig.Health.Since),
            rig.Health
        );
    }

    [Fact]
    public async Task Login_WhenUserIsLoggedInAlready_IsSuccess()
    {
        await using var rig = new Rig();
        using var other = TokenKeys.Open(rig.Token().Options);
        await rig.StartAsync();

        await rig.SignAndVerifyAsync();

        Assert.Equal(TokenState.Ready, rig.Health.State);
    }

    [Fact]
    public async Task Login_WhenPinIsWrong_IsTriedOnceAndNeverAgain()
    {
        await using var rig = new Rig();
        File.WriteAllText(rig.Token().PinFile, "00000000");
        rig.Options = rig.Options with { Tokens = [rig.Token().Options with { Sessions = 4 }] };
        await rig.StartAsync();

        Assert.Equal(TokenState.PinRejected, rig.Health.State);
        Assert.Contains("CKR_PIN_INCORRECT", rig.Health.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("00000000", rig.Health.Reason, StringComparison.Ordinal);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
        await BackOffs(rig);
        Assert.Equal(1, rig.Module.Calls("C_Login"));
        Assert.Equal(1, rig.Module.Calls("C_OpenSession"));
        Assert.Equal(1, rig.Module.Calls("C_CloseSession"));
    }

    [Theory]
    [InlineData(0x20000, "CKF_USER_PIN_FINAL_TRY")]
    [InlineData(0x40000, "CKF_USER_PIN_LOCKED")]
    public async Task Login_WhenTheTokenIsNearlyOrReallyLocked_IsNotTried(uint flag, string name)
    {
        await using var rig = new Rig();
        rig.Module.ExtraTokenFlags = flag;
        await rig.StartAsync();

        Assert.Equal(TokenState.PinRejected, rig.Health.State);
        Assert.True(rig.Health is { Reachable: true, LoggedIn: false });
        Assert.Contains(name, rig.Health.Reason, StringComparison.Ordinal);
        await BackOffs(rig);
        Assert.Equal(0, rig.Module.Calls("C_Login"));
    }

    [Theory]
    [InlineData(0xA4)]
    [InlineData(0xA3)]
    public async Task Login_WhenTheTokenRefusesThePin_StaysRefused(uint code)
    {
        await using var rig = new Rig();
        rig.Module.FailAt("C_Login", code);
        await rig.StartAsync();

        Assert.Equal(TokenState.PinRejected, rig.Health.State);
        await BackOffs(rig);
        Assert.Equal(1, rig.Module.Calls("C_Login"));
    }

    [Fact]
    public async Task Login_WhenThePinWasChangedWhileRunning_IsTriedOnceMoreOnly()
    {
        await using var rig = await new Rig().StartAsync();
        File.WriteAllText(rig.Token().PinFile, "00000000");
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);

        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        await rig.Events.Reached(TokenState.PinRejected);
        Assert.Equal(2, rig.Module.Calls("C_Login"));
    }

    [Fact]
    public async Task Login_WhenThePinFileAppearsLater_Recovers()
    {
        await using var rig = new Rig();
        var pin = File.ReadAllText(rig.Token().PinFile);
        File.Delete(rig.Token().PinFile);
        await rig.StartAsync();
        Assert.Equal(TokenState.Unavailable, rig.Health.State);
        Assert.Equal(0, rig.Module.Calls("C_Login"));

        File.WriteAllText(rig.Token().PinFile, pin);

        await rig.Events.Reached(TokenState.Ready);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Login_WhenAnotherProcessIsStillSettingThePin_WaitsWithoutASession()
    {
        await using var rig = new Rig();
        rig.Module.MissingTokenFlags = (ulong)Ck.TokenFlag.UserPinInitialized;
        await rig.StartAsync();
        Assert.True(rig.Health is { State: TokenState.Unavailable, Reachable: true });
        Assert.Equal(0, rig.Module.Calls("C_OpenSession"));

        rig.Module.FailAt("C_Login", (uint)Ckr.UserPinNotInitialized);
        rig.Module.MissingTokenFlags = 0;

        await rig.Events.Reached(TokenState.Ready);
        Assert.Equal(2, rig.Module.Calls("C_Login"));
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Login_WhenThePinIsInTheEnvironment_Works()
    {
        await using var rig = new Rig();
        const string Variable = "HBS_TEST_PIN_OF_LOGIN";
        Environment.SetEnvironmentVariable(Variable, rig.Token().Pin);
        rig.Options = rig.Options with
        {
            Tokens = [rig.Token().Options with { PinFile = null, PinEnvironment = Variable }],
        };
        await rig.StartAsync();
        Environment.SetEnvironmentVariable(Variable, null);

        await rig.SignAndVerifyAsync();
    }

    [Theory]
    [InlineData("1234\n", "1234")]
    [InlineData("1234\r\n", "1234")]
    [InlineData("12 34", "12 34")]
    [InlineData("1234\n\n", "1234\n")]
    public void Pin_WhenReadAndDisposed_IsExactAndZeroed(string content, string expected)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        var pin = Pin.Read(new TokenOptions { PinFile = file });
        File.Delete(file);
        var octets = System.Text.Encoding.UTF8.GetString(pin.Octets);

        pin.Dispose();

        Assert.Equal(expected, octets);
        Assert.True(pin.Octets.IndexOfAnyExcept((byte)0) < 0);
    }

    // Long enough for several tries, if there were any: the longest pause of the rig is 100 ms.
    private static Task BackOffs(Rig rig) => Task.Delay(rig.Options.RecoveryBackOffMaximum * 4);
}
