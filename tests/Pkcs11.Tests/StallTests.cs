// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Calls that don't return, and what waits behind them.</summary>
public sealed class StallTests
{
    [Fact]
    public async Task Sign_WhenTheCallOfOneOfTwoTokensNeverReturns_IsSignedByTheOther()
    {
        await using var rig = new Rig(tokens: 2);
        rig.Options = rig.Options with
        {
            SignTimeout = TimeSpan.FromMilliseconds(800),
            QueueTimeout = TimeSpan.FromMilliseconds(700),
        };
        await rig.StartAsync();
        using var blockade = rig.Module.Block("C_Sign", rig.Token(0).Label);

        // One of each two lands on each token.
        await Task.WhenAll(rig.SignAndVerifyAsync(), rig.SignAndVerifyAsync());

        await blockade.Entered;
        Assert.Equal(["CKR_FUNCTION_CANCELED"], rig.Events.Retries);
        Assert.Equal(
            2,
            rig.Module.History.Count(call => call.Function == "C_Sign" && call.Token == rig.Token(1).Label)
        );
    }

    [Fact]
    public async Task Sign_WhenItWaitsTooLongBehindACallThatHangs_IsOverloadedBeforeTheCallEnds()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { QueueTimeout = TimeSpan.FromMilliseconds(200) };
        await rig.StartAsync();
        var blockade = rig.Module.Block("C_Sign");
        var running = rig.SignAsync();
        await blockade.Entered;

        await rig.SignExpecting(SigningErrorKind.Overloaded);

        Assert.Equal(0, rig.Signer.Health.Waiting);
        Assert.Equal(TimeSpan.Zero, rig.Signer.Delay);
        Assert.False(running.IsCompleted);
        blockade.Dispose();
        await running;
    }

    [Fact]
    public async Task Sign_WhenItWaitsTooLongForATokenThatRecovers_IsOverloaded()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { QueueTimeout = TimeSpan.FromMilliseconds(200) };
        await rig.StartAsync();
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        using var blockade = rig.Module.Block("C_OpenSession");

        await rig.SignExpecting(SigningErrorKind.Overloaded);

        Assert.Equal(TokenState.Recovering, rig.Health.State);
        blockade.Dispose();
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
    }
}
