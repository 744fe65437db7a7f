// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Faults;

public sealed class PinTests
{
    private const uint PinIncorrect = 0xA0;
    private const ulong CountLow = 0x10000;
    private const string WrongPin = "00000000";

    [Fact]
    public async Task WrongPin_WhenTheOperatorCorrectsIt_IsTriedOnceAndThenTheRightOne()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = Setting(token);
        await File.WriteAllTextAsync(token.PinFile, WrongPin);
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), setting);

        await RefusedAsync(server, token, "CKR_PIN_INCORRECT");
        await LookedAgainAsync(setting.Module!);
        Assert.Equal(1, setting.Module!.Calls("C_Login"));

        await File.WriteAllTextAsync(token.PinFile, token.Pin);
        await WorksAgainAsync(server);
        Assert.Equal(2, setting.Module.Calls("C_Login"));
    }

    [Theory]
    [InlineData(0x20000, "CKF_USER_PIN_FINAL_TRY")]
    [InlineData(0x40000, "CKF_USER_PIN_LOCKED")]
    public async Task PinLockedOrAtItsFinalTry_WhenTheOperatorUnlocksIt_IsNotTriedBefore(uint flag, string name)
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = Setting(token);
        setting.Module!.ExtraTokenFlags = flag;
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), setting);

        await RefusedAsync(server, token, name);
        await LookedAgainAsync(setting.Module);
        Assert.Equal(0, setting.Module.Calls("C_Login"));

        setting.Module.ExtraTokenFlags = 0;
        await WorksAgainAsync(server);
        Assert.Equal(1, setting.Module.Calls("C_Login"));
    }

    [Fact]
    public async Task RefusedPin_WhenTheTokensPinIsSetToIt_IsTriedOnceMore()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = Setting(token);
        var module = setting.Module!;
        module.FailAt("C_Login", PinIncorrect);
        module.ExtraTokenFlags = CountLow;
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), setting);

        await RefusedAsync(server, token, "CKR_PIN_INCORRECT");
        await LookedAgainAsync(module);
        Assert.Equal(1, module.Calls("C_Login"));

        // The security officer sets the PIN anew, or somebody logs in: the token's counter is back at zero.
        module.ExtraTokenFlags = 0;
        await WorksAgainAsync(server);
        Assert.Equal(2, module.Calls("C_Login"));
    }

    private static FaultSetting Setting(SoftHsmToken token) =>
        new() { Module = new FaultyModule(), Secrets = [token.Pin, WrongPin] };

    private static async Task RefusedAsync(FaultServer server, SoftHsmToken token, string reason)
    {
        await server.RefusesAsync(StatusCode.Unavailable, "HSM_UNAVAILABLE");
        await server.HealthIsAsync(serving: false, "hsm", $"{token.Label}: PinRejected");
        Assert.Contains(token.Label, (await server.Logs.OfAsync(1302, reason)).Text);
        await server.Logs.OfAsync(1203, "HsmUnavailable");
        Assert.Equal(1, server.Metrics.Of("hocbaso.hsm.token.state_changes", token.Label, "PinRejected"));
        Assert.Equal(1, server.Metrics.Of("hocbaso.documents", "HsmUnavailable"));
    }

    private static async Task WorksAgainAsync(FaultServer server)
    {
        await server.Logs.OfAsync(1301, "→ Ready");
        await server.HealthIsAsync(serving: true, "hsm", "Ready");
        await server.SignAsync();
    }

    // Three looks at the token's flags, each of which would have been a log-in.
    private static async Task LookedAgainAsync(FaultyModule module)
    {
        using var limit = new CancellationTokenSource(FaultServer.Patience);
        var looks = module.Calls("C_GetSlotList");
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (module.Calls("C_GetSlotList") < looks + 3)
        {
            Assert.True(await tick.WaitForNextTickAsync(limit.Token));
        }
    }
}
