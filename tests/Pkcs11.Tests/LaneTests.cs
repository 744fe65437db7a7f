// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Who goes first where several wait for one session.</summary>
public sealed class LaneTests : IDisposable
{
    private readonly SemaphoreSlim _turns = new(0);
    private readonly List<(string Name, Task Job)> _waiting = [];

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task Sign_WhenBulkWaits_InteractiveOvertakesIt()
    {
        await using var rig = await HeldAsync(new Rig());
        Add(rig, SigningLane.Bulk, "b0", "b1", "b2");
        Add(rig, SigningLane.Interactive, "i0", "i1");

        Assert.Equal(["running", "i0", "i1", "b0", "b1", "b2"], await OrderAsync());
    }

    [Fact]
    public async Task Sign_WhenInteractiveDoesNotEnd_BulkHasItsTurnAllTheSame()
    {
        await using var rig = await HeldAsync(new Rig());
        Add(rig, SigningLane.Bulk, "b0", "b1");
        Add(rig, SigningLane.Interactive, [.. Enumerable.Range(0, 40).Select(static i => $"i{i}")]);

        var order = await OrderAsync();

        Assert.Equal(1 + JobQueue.MaximumOvertakes, order.IndexOf("b0"));
        Assert.Equal(order.IndexOf("b0") + 1 + JobQueue.MaximumOvertakes, order.IndexOf("b1"));
    }

    [Fact]
    public async Task Sign_WhenBulkFillsItsPartOfTheQueue_InteractiveStillFindsRoom()
    {
        var full = new Rig();
        full.Options = full.Options with { QueueLength = 8 };
        await using var rig = await HeldAsync(full);
        Add(rig, SigningLane.Bulk, [.. Enumerable.Range(0, 7).Select(static i => $"b{i}")]);

        var refused = await Assert.ThrowsAsync<SigningException>(() => SignAsync(rig, SigningLane.Bulk));
        Add(rig, SigningLane.Interactive, "i0");
        var alsoRefused = await Assert.ThrowsAsync<SigningException>(() => SignAsync(rig, SigningLane.Interactive));

        Assert.Equal(SigningErrorKind.Overloaded, refused.Kind);
        Assert.Equal(SigningErrorKind.Overloaded, alsoRefused.Kind);
        Assert.Equal("i0", (await OrderAsync())[1]);
    }

    [Fact]
    public async Task Sign_WhenTheTokenIsLostWhileBothWait_BothAreSigned()
    {
        await using var rig = await HeldAsync(new Rig());
        Add(rig, SigningLane.Bulk, "b0");
        Add(rig, SigningLane.Interactive, "i0");
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);

        _turns.Release();

        await Task.WhenAll(_waiting.Select(static w => w.Job)).WaitAsync(Rig.Patience);
    }

    // One signature stands inside the token until it is its turn.
    private async Task<Rig> HeldAsync(Rig rig)
    {
        await rig.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Module.On(
            "C_Sign",
            _ =>
            {
                entered.TrySetResult();
                _turns.Wait();
                return null;
            }
        );
        Add(rig, SigningLane.Bulk, "running");
        await entered.Task.WaitAsync(Rig.Patience);
        return rig;
    }

    private void Add(Rig rig, SigningLane lane, params string[] names)
    {
        foreach (var name in names)
        {
            _waiting.Add((name, SignAsync(rig, lane)));
        }
    }

    private static Task<byte[]> SignAsync(Rig rig, SigningLane lane) =>
        rig
            .Signer.SignDigestAsync(rig.Uri, SignatureAlgorithm.EcdsaSha256, new byte[32], lane, default)
            .AsTask()
            .WaitAsync(Rig.Patience);

    // One turn, one signature: so each end is seen by itself.
    private async Task<List<string>> OrderAsync()
    {
        var order = new List<string>();
        while (_waiting.Count > 0)
        {
            _turns.Release();
            var ended = await Task.WhenAny(_waiting.Select(static w => w.Job));
            await ended;
            order.AddRange(_waiting.Where(w => w.Job == ended).Select(static w => w.Name));
            _waiting.RemoveAll(w => w.Job == ended);
        }
        return order;
    }
}
