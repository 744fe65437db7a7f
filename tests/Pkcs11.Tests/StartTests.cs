// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Start_WhenTheModuleFileIsMissing_IsUnavailableAndRecoversWhenItAppears()
    {
        await using var rig = new Rig();
        var path = Path.Combine(SoftHsmEnvironment.Folder, $"{rig.Token().Label}.so");
        var events = new RecordingEvents();
        await using var signer = new Pkcs11DigestSigner(
            rig.Options with
            {
                Tokens = [rig.Token().Options with { ModulePath = path }],
            },
            null,
            events
        );
        await signer.StartAsync();

        Assert.Equal("the module can't be loaded", signer.Health.Tokens[0].Reason);
        Assert.Equal(TokenState.Unavailable, signer.Health.Tokens[0].State);
        File.CreateSymbolicLink(path, SoftHsmEnvironment.ModulePath);

        await events.Reached(TokenState.Ready);
        await signer.SignDigestAsync(rig.Uri, SignatureAlgorithm.EcdsaSha256, new byte[32], default);
    }

    [Fact]
    public async Task Start_WhenTheTokenIsMissing_IsUnavailableAndRecoversWhenItAppears()
    {
        await using var rig = new Rig();
        using var late = SoftHsmToken.Describe();
        rig.Options = rig.Options with { Tokens = [late.Options] };
        await rig.StartAsync();
        Assert.True(rig.Health is { State: TokenState.Unavailable, Reachable: false });
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        late.Initialize();

        await rig.Events.Reached(TokenState.Ready);
        rig.Uri = late.Generate(KeyKind.EcP256);
        await rig.SignAsync();
    }

    [Fact]
    public async Task Start_WhenNoSlotCanTellItsToken_NamesTheSlotsAndTheirAnswer()
    {
        await using var rig = new Rig();
        rig.Module.Fail("C_GetTokenInfo", (uint)Ckr.GeneralError);
        await rig.StartAsync();

        Assert.Matches(
            @"^no token matches the configuration(; slot \d+ answers CKR_GENERAL_ERROR)+$",
            rig.Health.Reason
        );

        rig.Module.Heal("C_GetTokenInfo");
        await rig.Events.Reached(TokenState.Ready);
        await rig.SignAsync();
    }

    [Fact]
    public async Task SlotList_WhenAskedByManyThreadsWhileTokensAreMade_DoesNotAbortTheProcess()
    {
        using var first = SoftHsmToken.Create();
        var cryptoki = ProcessModules.Shared.Open(first.Options);
        using var end = new CancellationTokenSource();
        var threads = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Factory.StartNew(
                    () =>
                    {
                        while (!end.IsCancellationRequested)
                        {
                            Assert.Equal(Ckr.Ok, cryptoki.GetSlotList(true, out var _));
                        }
                    },
                    TaskCreationOptions.LongRunning
                )
            )
            .ToArray();

        for (var i = 0; i < 5; i++)
        {
            using var token = SoftHsmToken.Create();
            Assert.True(TokenSetup.Exists(token.Options));
        }

        await end.CancelAsync();
        await Task.WhenAll(threads);
    }

    [Fact]
    public async Task Start_WhenASessionFailsToOpen_StopsAtTheFirstFailure()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with
        {
            Tokens = [rig.Token().Options with { Sessions = 8 }],
            RecoveryBackOff = TimeSpan.FromMinutes(1),
            RecoveryBackOffMaximum = TimeSpan.FromMinutes(1),
        };
        rig.Module.FailAt("C_OpenSession", (uint)Ckr.DeviceMemory, call: 3);
        await rig.StartAsync();

        Assert.Equal(TokenState.Unavailable, rig.Health.State);
        Assert.Equal(3, rig.Module.Calls("C_OpenSession"));
        Assert.Equal(2, rig.Module.Calls("C_CloseSession"));
    }

    [Fact]
    public async Task Start_WhenTheTokenHasNoMoreSessions_WorksWithWhatItGave()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { Tokens = [rig.Token().Options with { Sessions = 8 }] };
        rig.Module.FailAt("C_OpenSession", (uint)Ckr.SessionCount, call: 4);
        await rig.StartAsync();

        Assert.True(rig.Health is { State: TokenState.Ready, Sessions: 2 });
        await rig.SignAndVerifyAsync();
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 1)]
    [InlineData(0, 8)]
    public async Task Start_WhenTheTokenLimitsSessions_KeepsWithinIncludingTheAnchor(uint maximum, int expected)
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { Tokens = [rig.Token().Options with { Sessions = 8 }] };
        rig.Module.MaxSessionCount = maximum;
        await rig.StartAsync();

        Assert.Equal(expected, rig.Health.Sessions);
        Assert.Equal(expected + 1, rig.Module.Calls("C_OpenSession"));
    }

    [Fact]
    public async Task Start_WhenTwoTokensMatch_TakesNeither()
    {
        await using var rig = new Rig();
        var label = "twin" + rig.Token().Label[2..10];
        using var first = SoftHsmToken.Create(label);
        first.InitializeTwin();
        rig.Options = rig.Options with { Tokens = [first.Options] };
        await rig.StartAsync();

        Assert.Equal("more than one token matches the configuration", rig.Health.Reason);
        Assert.Equal(0, rig.Module.Calls("C_Login"));
    }

    [Fact]
    public async Task Start_WhenTheTokenIsNamedBySerial_FindsIt()
    {
        await using var rig = new Rig();
        var (_, info) = TokenLocator.Find(ProcessModules.Shared.Open(rig.Token().Options), rig.Token().Options);
        rig.Options = rig.Options with { Tokens = [rig.Token().Options with { Label = null, Serial = info.Serial }] };
        await rig.StartAsync();

        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public void Module_WhenOpenedWithOtherParameters_IsRefused()
    {
        using var token = SoftHsmToken.Create();
        var first = ProcessModules.Shared.Open(token.Options);

        Assert.Same(first, ProcessModules.Shared.Open(token.Options));
        Assert.Throws<Pkcs11Exception>(() =>
            ProcessModules.Shared.Open(token.Options with { InitializationParameters = "x" })
        );
    }

    [Fact]
    public void Module_WhenALibraryIsNoModule_SaysSo()
    {
        var error = Assert.Throws<Pkcs11Exception>(() =>
            ProcessModules.Shared.Open(new TokenOptions { ModulePath = "libc.so.6" })
        );
        Assert.Equal("the library has no C_GetFunctionList", error.Message);
    }
}
