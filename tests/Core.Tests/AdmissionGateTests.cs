// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

/// <summary>Who gets the places of a full server, and in which order.</summary>
public sealed class AdmissionGateTests
{
    private readonly List<string> _order = [];

    [Fact]
    public void Enter_WhenBulkFillsTheServer_PlacesAreKeptForInteractive()
    {
        using var gate = new AdmissionGate(8, 2);
        var bulk = Enumerable.Range(0, 20).Select(_ => Bulk(gate, "a")).ToArray();

        Assert.Equal(6, gate.InFlight);
        Assert.Equal(6, bulk.Count(static t => t.IsCompletedSuccessfully));
        Assert.True(Interactive(gate).IsCompletedSuccessfully);
        Assert.True(Interactive(gate).IsCompletedSuccessfully);
        Assert.Equal(8, gate.InFlight);
    }

    [Fact]
    public async Task Leave_WhenBothWait_InteractiveIsFirst()
    {
        using var gate = new AdmissionGate(4, 1);
        var bulk = await Entered(gate, 3);
        using var first = await Interactive(gate);
        var laterBulk = Bulk(gate, "a");
        var waiting = Interactive(gate);

        Assert.False(waiting.IsCompleted);
        bulk[0].Dispose();
        using var second = await Within(waiting);
        Assert.False(laterBulk.IsCompleted);
        // Two interactive documents and two of the three bulk ones: the next place is no longer kept.
        second.Dispose();
        (await Within(laterBulk)).Dispose();
    }

    [Fact]
    public async Task Enter_WhenInteractiveAloneFillsTheServer_IsRefusedAndBulkGoesOnLater()
    {
        using var gate = new AdmissionGate(2, 1);
        var first = await Interactive(gate);
        Assert.False(gate.IsFull);
        var second = await Interactive(gate);

        Assert.True(gate.IsFull);
        var refused = await Assert.ThrowsAsync<SigningException>(() => Interactive(gate));
        var bulk = Bulk(gate, "a");

        Assert.Equal(SigningErrorKind.Overloaded, refused.Kind);
        Assert.NotNull(refused.RetryAfter);
        Assert.False(bulk.IsCompleted);
        first.Dispose();
        (await Within(bulk)).Dispose();
        second.Dispose();
        Assert.Equal(0, gate.InFlight);
    }

    [Fact]
    public async Task Enter_WhenInteractiveWaitsForPlacesOfBulk_NoMoreWaitThanThereArePlaces()
    {
        using var gate = new AdmissionGate(2, 1);
        using var bulk = await Bulk(gate, "a");
        using var running = await Interactive(gate);
        var waiting = Interactive(gate);

        await Assert.ThrowsAsync<SigningException>(() => Interactive(gate));

        bulk.Dispose();
        await Within(waiting);
    }

    [Fact]
    public async Task Leave_WhenSeveralClientsStream_TheyComeToHoldEquallyMany()
    {
        using var gate = new AdmissionGate(8, 2);
        var held = await Entered(gate, 6);
        _ = Enumerable.Range(0, 50).Select(_ => Noted(Bulk(gate, "a"), "a")).ToArray();
        _ = Enumerable.Range(0, 50).Select(_ => Noted(Bulk(gate, "b"), "b")).ToArray();
        _ = Enumerable.Range(0, 2).Select(_ => Noted(Bulk(gate, "c"), "c")).ToArray();

        foreach (var place in held)
        {
            place.Dispose();
        }

        await Within(UntilNotedAsync(6));
        // The first client held everything; those that hold less come first, whoever sent first.
        Assert.Equal(2, _order.Count(static c => c == "a"));
        Assert.Equal(2, _order.Count(static c => c == "b"));
        Assert.Equal(2, _order.Count(static c => c == "c"));
    }

    [Fact]
    public async Task Enter_WhenAWaiterGivesUp_ItsPlaceGoesToTheNext()
    {
        using var gate = new AdmissionGate(1, 0);
        var running = await Bulk(gate, "a");
        using var caller = new CancellationTokenSource();
        var given = gate.EnterAsync(SigningLane.Bulk, "a", caller.Token).AsTask();
        var next = Bulk(gate, "a");

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        running.Dispose();
        (await Within(next)).Dispose();
        Assert.Equal(0, gate.InFlight);
    }

    [Fact]
    public async Task Enter_WhenManyComeGoAndGiveUp_NoPlaceIsLostOrMadeUp()
    {
        using var gate = new AdmissionGate(6, 2);
        var (most, mostBulk, inFlight, bulk) = (0, 0, 0, 0);
        var workers = Enumerable
            .Range(0, 24)
            .Select(worker =>
                Task.Run(async () =>
                {
                    var random = new Random(worker);
                    for (var i = 0; i < 400; i++)
                    {
                        var lane = worker % 3 == 0 ? SigningLane.Interactive : SigningLane.Bulk;
                        using var patience = new CancellationTokenSource();
                        try
                        {
                            var entering = gate.EnterAsync(lane, $"c{worker % 5}", patience.Token).AsTask();
                            if (random.Next(4) == 0)
                            {
                                await patience.CancelAsync();
                            }
                            using var place = await entering;
                            Most(ref most, Interlocked.Increment(ref inFlight));
                            Most(ref mostBulk, lane == SigningLane.Bulk ? Interlocked.Increment(ref bulk) : 0);
                            await Task.Yield();
                            Interlocked.Decrement(ref inFlight);
                            Interlocked.Add(ref bulk, lane == SigningLane.Bulk ? -1 : 0);
                        }
                        catch (Exception e) when (e is OperationCanceledException or SigningException)
                        {
                            await Task.Yield();
                        }
                    }
                })
            );

        await Within(Task.WhenAll(workers));

        Assert.Equal(0, gate.InFlight);
        Assert.InRange(most, 1, 6);
        Assert.InRange(mostBulk, 1, 4);
        Assert.Equal(4, (await Entered(gate, 4)).Length);
        Assert.False(Bulk(gate, "late").IsCompleted);
    }

    private static Task<AdmissionGate.Place> Interactive(AdmissionGate gate) =>
        Attempt(gate, SigningLane.Interactive, "teacher");

    private static Task<AdmissionGate.Place> Bulk(AdmissionGate gate, string client) =>
        Attempt(gate, SigningLane.Bulk, client);

    private static async Task<AdmissionGate.Place> Attempt(AdmissionGate gate, SigningLane lane, string client) =>
        await gate.EnterAsync(lane, client, CancellationToken.None);

    private static async Task<AdmissionGate.Place[]> Entered(AdmissionGate gate, int count)
    {
        var places = new AdmissionGate.Place[count];
        for (var i = 0; i < count; i++)
        {
            places[i] = await Within(Bulk(gate, "a"));
        }
        return places;
    }

    private async Task Noted(Task<AdmissionGate.Place> entering, string client)
    {
        await entering;
        lock (_order)
        {
            _order.Add(client);
        }
    }

    private async Task UntilNotedAsync(int count)
    {
        while (true)
        {
            lock (_order)
            {
                if (_order.Count >= count)
                {
                    return;
                }
            }
            await Task.Yield();
        }
    }

    private static Task<T> Within<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    private static Task Within(Task task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    private static void Most(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
