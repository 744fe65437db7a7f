// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Types of keys that have different numbers of sessions, at one queue.</summary>
public sealed class JobQueueTests
{
    private readonly WaitingCount _waiting = new(100);
    private readonly KeyRoute _route = new(Pkcs11Uri.Parse("pkcs11:object=key;type=private"), 1);
    private long _time;

    [Fact]
    public async Task Take_WhenATypeHasAllItsSessions_ItIsPassedOverUntilOneEnds()
    {
        var queue = new JobQueue(new SessionPlan(Rsa: 1, Ec: 2));
        var (first, second) = (new SessionTurn(), new SessionTurn());
        var (rsa, laterRsa, ec) = (Add(queue, rsa: true), Add(queue, rsa: true), Add(queue, rsa: false));

        Assert.Same(rsa, Take(queue, first));
        Assert.Same(ec, Take(queue, second));
        var waiting = Task.Run(() => Take(queue, second));
        Assert.Same(laterRsa, Take(queue, first));

        var last = Add(queue, rsa: false);
        Assert.Same(last, await waiting.WaitAsync(Rig.Patience));
    }

    [Fact]
    public async Task Plan_WhenItAllowsMore_WaitingSessionsGoOn()
    {
        var queue = new JobQueue(SessionPlan.One);
        var (first, second) = (new SessionTurn(), new SessionTurn());
        var (rsa, later) = (Add(queue, rsa: true), Add(queue, rsa: true));
        Assert.Same(rsa, Take(queue, first));
        var waiting = Task.Run(() => Take(queue, second));

        queue.Plan = queue.Plan.With(KeyFamily.Rsa, 2);

        Assert.Same(later, await waiting.WaitAsync(Rig.Patience));
    }

    [Fact]
    public async Task Abandon_WhenASessionHangs_ItsTurnGoesToAnother()
    {
        var queue = new JobQueue(SessionPlan.One);
        var (hanging, other) = (new SessionTurn(), new SessionTurn());
        var (rsa, later) = (Add(queue, rsa: true), Add(queue, rsa: true));
        Assert.Same(rsa, Take(queue, hanging));
        var waiting = Task.Run(() => Take(queue, other));

        queue.Abandon(hanging);

        Assert.Same(later, await waiting.WaitAsync(Rig.Patience));
        hanging.Stop();
        Assert.Null(Take(queue, hanging));
        Add(queue, rsa: true);
        Assert.NotNull(Take(queue, other));
    }

    [Fact]
    public async Task Take_WhenASessionStopsWithTheLastTurn_TheOneThatWaitsForItGoesOn()
    {
        var queue = new JobQueue(SessionPlan.One);
        var (stopping, other) = (new SessionTurn(), new SessionTurn());
        var (rsa, later) = (Add(queue, rsa: true), Add(queue, rsa: true));
        Assert.Same(rsa, Take(queue, stopping));
        var waiting = Task.Run(() => Take(queue, other));
        await Task.Delay(100); // until it waits

        stopping.Stop();
        Assert.Null(Take(queue, stopping));

        Assert.Same(later, await waiting.WaitAsync(Rig.Patience));
    }

    private static SignJob? Take(JobQueue queue, SessionTurn turn) => queue.TryTake(turn, out var job) ? job : null;

    private SignJob Add(JobQueue queue, bool rsa)
    {
        var algorithm = rsa ? SignatureAlgorithm.RsaPssSha256 : SignatureAlgorithm.EcdsaSha256;
        Assert.True(_waiting.TryEnter(SigningLane.Interactive));
        var job = new SignJob(_route, algorithm, new byte[32], SigningLane.Interactive, ++_time, _waiting);
        Assert.True(queue.TryAdd(job));
        return job;
    }
}
