// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Exceptions that nobody reckons with, on a token's own threads: they cost the token some time, and never the process.</summary>
public sealed class DefectTests
{
    private const string Reason = "a defect: InvalidOperationException";

    [Fact]
    public async Task Start_WhenTheModuleThrowsTwice_IsUnavailableAndThenReady()
    {
        await using var rig = new Rig();
        var source = new DefectiveSource(rig.Module, failures: 2);
        await using var signer = new Pkcs11DigestSigner(rig.Options, source, rig.Time, rig.Events);
        await signer.StartAsync();

        await rig.Events.Reached(TokenState.Ready);
        await signer.SignDigestAsync(rig.Uri, SignatureAlgorithm.EcdsaSha256, new byte[32], default);
        Assert.Equal([TokenState.Unavailable, TokenState.Ready], rig.Events.States);
        Assert.Equal(Reason, rig.Events.Reasons[0]);
    }

    [Fact]
    public async Task Start_WhenASessionsThreadThrows_IsUnavailableAndThenReady()
    {
        await using var rig = new Rig();
        rig.Module.On("C_OpenSession", static call => call.Number == 2 ? throw new InvalidOperationException() : null);
        await rig.StartAsync();

        await rig.Events.Reached(TokenState.Ready);
        await rig.SignAndVerifyAsync();
        Assert.Equal(Reason, rig.Events.Reasons[0]);
    }

    [Fact]
    public async Task Token_WhenLookingAfterItThrows_IsConnectedAnew()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { HealthInterval = TimeSpan.FromMilliseconds(20) };
        rig.Module.On(
            "C_GetSessionInfo",
            static call => call.Number == 1 ? throw new InvalidOperationException() : null
        );
        await rig.StartAsync();

        await rig.Events.Reached(TokenState.Ready, times: 2);
        await rig.SignAndVerifyAsync();
        Assert.Contains(Reason, rig.Events.Reasons);
    }

    [Fact]
    public async Task Session_WhenClosingItThrows_TheSignerStillStops()
    {
        await using var rig = await new Rig().StartAsync();
        await rig.SignAndVerifyAsync();
        rig.Module.On("C_CloseSession", static _ => throw new InvalidOperationException());

        await rig.Signer.DisposeAsync().AsTask().WaitAsync(rig.Options.SignTimeout / 2);

        Assert.Equal(2, rig.Module.Calls("C_CloseSession"));
        Assert.Equal(TokenState.Stopped, rig.Health.State);
    }

    private sealed class DefectiveSource(IModuleSource inner, int failures) : IModuleSource
    {
        private int _failures = failures;

        public ICryptoki Open(TokenOptions options) =>
            _failures-- > 0 ? throw new InvalidOperationException() : inner.Open(options);
    }
}
