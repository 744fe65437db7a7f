// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Calls that don't return on the thread that connects and looks after a token: another thread takes its place.</summary>
public sealed class HangingTokenTests
{
    private const uint PinIncorrect = 0xA0;

    [Fact]
    public async Task Token_WhenTheLookAtItNeverReturns_IsConnectedAnewBesideIt()
    {
        await using var rig = await Start();
        using var blockade = rig.Module.BlockNext("C_GetSessionInfo");
        await blockade.Entered;

        await rig.Events.Reached(TokenState.Ready, times: 2);

        await rig.SignAndVerifyAsync();
        Assert.Equal([TokenState.Ready, TokenState.Unavailable, TokenState.Ready], rig.Events.States);
        Assert.Equal("C_GetSessionInfo did not come back in time", rig.Events.Reasons[1]);
        await Returns(rig, blockade);
        await rig.SignAndVerifyAsync();
        Assert.Equal(3, rig.Events.States.Count);
    }

    [Fact]
    public async Task Sign_WhenTheSessionIsLostWhileTheLookAtTheTokenHangs_IsSignedBeforeItReturns()
    {
        await using var rig = await Start(signTimeout: 3000, startTimeout: 15000);
        using var blockade = rig.Module.BlockNext("C_GetSessionInfo");
        await blockade.Entered;
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);

        await rig.SignAndVerifyAsync();

        Assert.Equal([TokenState.Ready, TokenState.Recovering, TokenState.Ready], rig.Events.States);
        await Returns(rig, blockade);
        await rig.SignAndVerifyAsync();
    }

    [Theory]
    [InlineData("C_Login", 3)]
    [InlineData("C_OpenSession", 2)]
    [InlineData("C_GetSlotList", 2)]
    public async Task Token_WhenConnectingAnewHangsOnce_IsConnectedBesideIt(string function, int logIns)
    {
        await using var rig = await Start();
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
        await using var rig = await Start();
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
        await Returns(rig, blockade, sessions: 2);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Token_WhenASessionHangsWhenItIsClosed_IsConnectedBesideIt()
    {
        await using var rig = await Start();
        using var blockade = rig.Module.BlockNext("C_CloseSession");
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        await rig.Events.Reached(TokenState.Ready, times: 2);

        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task LogIn_WhenThePinWasNeverAcceptedAndItHangs_IsNotTriedBesideIt()
    {
        await using var rig = Make();
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
        await using var rig = await Start();
        using var blockade = rig.Module.BlockNext("C_Login", PinIncorrect);
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
        await rig.Events.Reached(TokenState.Ready, times: 2);
        await Returns(rig, blockade);

        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        await rig.Events.Reached(TokenState.PinRejected);
        Assert.Equal(3, rig.Module.Calls("C_Login"));
    }

    [Fact]
    public async Task LogIn_WhenItHangsAndTheTokenCountsRefusedOnes_IsNotTriedBesideIt()
    {
        await using var rig = await Start();
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
        await using var rig = await Start();
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

    [Fact]
    public async Task Token_WhenEveryLookAtItHangs_AFewAreLeftAndThenOneHasToReturn()
    {
        await using var rig = await Start(signTimeout: 400);
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
        await using var rig = await Start(signTimeout: 1000);
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
        await using var rig = await Start();
        using var blockade = rig.Module.BlockNext("C_GetSessionInfo");
        await blockade.Entered;
        if (isConnectedAnew)
        {
            await rig.Events.Reached(TokenState.Ready, times: 2);
        }

        await rig.Signer.DisposeAsync().AsTask().WaitAsync(rig.Options.SignTimeout * 4);

        Assert.Equal(TokenState.Stopped, rig.Health.State);
        await Returns(rig, blockade);
    }

    [Fact]
    public async Task Token_WhenTheLookAtItIsSlowWithinItsTime_LosesNothing()
    {
        await using var rig = await Start(signTimeout: 5000);
        var looks = 0;
        var thrice = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Module.On(
            "C_GetSessionInfo",
            _ =>
            {
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

    private static Rig Make(int signTimeout = 800, int startTimeout = 1000)
    {
        var rig = new Rig();
        rig.Options = rig.Options with
        {
            // Nothing is measured: each call that is counted here is one of connecting, looking or signing.
            Tokens = [rig.Token().Options with { Sessions = 1 }],
            HealthInterval = TimeSpan.FromMilliseconds(20),
            SignTimeout = TimeSpan.FromMilliseconds(signTimeout),
            StartTimeout = TimeSpan.FromMilliseconds(startTimeout),
        };
        return rig;
    }

    private static async Task<Rig> Start(int signTimeout = 800, int startTimeout = 1000)
    {
        var rig = await Make(signTimeout, startTimeout).StartAsync();
        await rig.Events.Reached(TokenState.Ready);
        return rig;
    }

    /// <summary>Lets the call that hangs return, and waits until what its thread had opened is closed.</summary>
    private static async Task Returns(Rig rig, Blockade blockade, int sessions = 1)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Module.On(
            "C_CloseSession",
            _ =>
            {
                if (Interlocked.Decrement(ref sessions) == 0)
                {
                    closed.SetResult();
                }

                return null;
            }
        );
        blockade.Dispose();
        await closed.Task.WaitAsync(Rig.Patience);
    }
}
