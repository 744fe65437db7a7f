// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Calls that don't return on the thread that connects and looks after a token: another thread takes its place.</summary>
public sealed class HangingTokenTests
{
    [Fact]
    public async Task Token_WhenTheLookAtItNeverReturns_IsConnectedAnewBesideIt()
    {
        await using var rig = await HangingRig.Start();
        using var blockade = rig.Module.BlockNext("C_GetSessionInfo");
        await blockade.Entered;

        await rig.Events.Reached(TokenState.Ready, times: 2);

        await rig.SignAndVerifyAsync();
        Assert.Equal([TokenState.Ready, TokenState.Unavailable, TokenState.Ready], rig.Events.States);
        Assert.Equal("C_GetSessionInfo did not come back in time", rig.Events.Reasons[1]);
        await HangingRig.Returns(rig, blockade);
        await rig.SignAndVerifyAsync();
        Assert.Equal(3, rig.Events.States.Count);
    }

    [Fact]
    public async Task Sign_WhenTheSessionIsLostWhileTheLookAtTheTokenHangs_IsSignedBeforeItReturns()
    {
        await using var rig = await HangingRig.Start(signTimeout: 3000, startTimeout: 15000);
        using var blockade = rig.Module.BlockNext("C_GetSessionInfo");
        await blockade.Entered;
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);

        await rig.SignAndVerifyAsync();

        Assert.Equal([TokenState.Ready, TokenState.Recovering, TokenState.Ready], rig.Events.States);
        await HangingRig.Returns(rig, blockade);
        await rig.SignAndVerifyAsync();
    }

    [Theory]
    [InlineData("C_Login", 3)]
    [InlineData("C_OpenSession", 2)]
    [InlineData("C_GetSlotList", 2)]
    public async Task Token_WhenConnectingAnewHangsOnce_IsConnectedBesideIt(string function, int logIns)
    {
        await using var rig = await HangingRig.Start();
        using var blockade = rig.Module.BlockNext(function);
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
        await blockade.Entered;

        await rig.Events.Reached(TokenState.Ready, times: 2);

        await rig.SignAndVerifyAsync();
        Assert.Equal(logIns, rig.Module.Calls("C_Login"));
        blockade.Dispose();
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Token_WhenASessionHangsWhenItIsOpened_IsConnectedBesideIt()
    {
        await using var rig = await HangingRig.Start();
        using var blockade = new Blockade();
        var second = rig.Module.Calls("C_OpenSession") + 2;
        rig.Module.On(
            "C_OpenSession",
            call =>
            {
                if (call.Number == second)
                {
                    blockade.Pass();
                }

                return null;
            }
        );
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        await rig.Events.Reached(TokenState.Ready, times: 2);

        await rig.SignAndVerifyAsync();
        // Its session, and the anchor that it was to stand beside.
        await HangingRig.Returns(rig, blockade, sessions: 2);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Token_WhenASessionHangsWhenItIsClosed_IsConnectedBesideIt()
    {
        await using var rig = await HangingRig.Start();
        using var blockade = rig.Module.BlockNext("C_CloseSession");
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        await rig.Events.Reached(TokenState.Ready, times: 2);

        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Token_WhenEveryLookAtItHangs_AFewAreLeftAndThenOneHasToReturn()
    {
        await using var rig = await HangingRig.Start(signTimeout: 400);
        using var blockade = rig.Module.Block("C_GetSessionInfo");
        await rig.Events.Reached(TokenState.Unavailable, times: 4);
        var sessions = rig.Module.Calls("C_OpenSession");

        await Task.Delay(rig.Options.SignTimeout * 2);

        Assert.Equal(4, rig.Module.Calls("C_GetSessionInfo"));
        Assert.Equal(sessions, rig.Module.Calls("C_OpenSession"));
        blockade.Dispose();
        await rig.Events.Reached(TokenState.Ready, times: 5);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Sign_WhenItHangsWithTheLookAtTheToken_ItsCallerStillHears()
    {
        await using var rig = await HangingRig.Start(signTimeout: 1000);
        using var look = rig.Module.BlockNext("C_GetSessionInfo");
        await look.Entered;
        await Task.Delay(rig.Options.SignTimeout / 2);
        using var signature = rig.Module.BlockNext("C_Sign");

        // It is tried again, over the new connection or not at all.
        var result = await Record.ExceptionAsync(() => rig.SignAsync());

        Assert.True(result is null or SigningException { Kind: SigningErrorKind.HsmUnavailable });
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_WhileTheLookAtTheTokenHangs_EndsInTime(bool isConnectedAnew)
    {
        await using var rig = await HangingRig.Start();
        using var blockade = rig.Module.BlockNext("C_GetSessionInfo");
        await blockade.Entered;
        if (isConnectedAnew)
        {
            await rig.Events.Reached(TokenState.Ready, times: 2);
        }

        await rig.Signer.DisposeAsync().AsTask().WaitAsync(rig.Options.SignTimeout * 4);

        Assert.Equal(TokenState.Stopped, rig.Health.State);
        await HangingRig.Returns(rig, blockade);
    }

    [Fact]
    public async Task Token_WhenTheLookAtItIsSlowWithinItsTime_LosesNothing()
    {
        await using var rig = await HangingRig.Start(signTimeout: 5000);
        var looks = 0;
        var thrice = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Module.On(
            "C_GetSessionInfo",
            _ =>
            {
                // A native call blocks the thread that makes it.
                Thread.Sleep(rig.Options.HealthInterval * 10);
                if (++looks == 3)
                {
                    thrice.SetResult();
                }

                return null;
            }
        );

        await thrice.Task.WaitAsync(Rig.Patience);

        await rig.SignAndVerifyAsync();
        Assert.Equal([TokenState.Ready], rig.Events.States);
        Assert.Equal(1, rig.Module.Calls("C_Login"));
    }
}
