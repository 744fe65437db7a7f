// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Batches;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Where items of streams are worked on.</summary>
public sealed class BulkThreadsTests
{
    [Fact]
    public async Task Run_WhenItAwaits_ComesBackToThreadsOfItsOwn()
    {
        using var threads = new BulkThreads();
        var names = new List<string?>();

        await threads.RunAsync(
            "a",
            async () =>
            {
                names.Add(Thread.CurrentThread.Name);
                await Task.Yield();
                names.Add(Thread.CurrentThread.Name);
                await Task.Run(static () => Task.Delay(1));
                names.Add(Thread.CurrentThread.Name);
            }
        );

        Assert.Equal(3, names.Count);
        Assert.All(names, static name => Assert.StartsWith("bulk ", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhenManyWork_NoMoreRunAtOnceThanThereAreProcessors()
    {
        using var threads = new BulkThreads();
        var (running, most, done) = (0, 0, 0);

        await BatchMessages.Within(
            Task.WhenAll(
                Enumerable
                    .Range(0, 200)
                    .Select(_ =>
                        threads.RunAsync(
                            "a",
                            async () =>
                            {
                                for (var i = 0; i < 20; i++)
                                {
                                    InterlockedMax(ref most, Interlocked.Increment(ref running));
                                    Thread.SpinWait(1000);
                                    Interlocked.Decrement(ref running);
                                    await Task.Yield();
                                }
                                Interlocked.Increment(ref done);
                            }
                        )
                    )
            )
        );

        Assert.Equal(200, done);
        Assert.InRange(most, 1, Environment.ProcessorCount);
    }

    [Fact]
    public async Task Run_WhenItThrows_TheTaskTellsAndTheThreadsGoOn()
    {
        using var threads = new BulkThreads();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            threads.RunAsync("a", static () => throw new InvalidOperationException("x"))
        );

        await BatchMessages.Within(threads.RunAsync("a", static () => Task.CompletedTask));
    }

    [Fact]
    public async Task Dispose_WhenWorkIsUnderWay_ItIsFinishedAllTheSame()
    {
        var threads = new BulkThreads();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = threads.RunAsync("a", async () => await gate.Task);

        threads.Dispose();
        gate.SetResult();

        await BatchMessages.Within(work);
        await BatchMessages.Within(threads.RunAsync("a", static async () => await Task.Yield()));
    }

    [Fact]
    public async Task Run_WhenOneClientHasMuchToDo_AnotherComesAtItsTurn()
    {
        using var threads = new BulkThreads();
        using var rest = new ManualResetEventSlim();
        using var first = new ManualResetEventSlim();
        using var begun = new CountdownEvent(Environment.ProcessorCount);
        // One thread for all that comes: what it takes first, it does first.
        var held = Enumerable
            .Range(0, Environment.ProcessorCount)
            .Select(i => threads.RunAsync("held", () => Hold(i == 0 ? first : rest)))
            .ToList();
        Assert.True(begun.Wait(TimeSpan.FromSeconds(20)));
        var order = new List<string>();
        var work = Enumerable.Range(0, 100).Select(_ => Run("busy")).ToList();
        work.AddRange([Run("b"), Run("c"), Run("b")]);

        first.Set();
        await BatchMessages.Within(Task.WhenAll(work));
        rest.Set();
        await BatchMessages.Within(Task.WhenAll(held));

        Assert.Equal(["busy", "b", "c", "busy", "b", "busy"], order.Take(6));
        Assert.Equal(103, order.Count);

        Task Hold(ManualResetEventSlim until)
        {
            begun.Signal();
            until.Wait();
            return Task.CompletedTask;
        }

        Task Run(string client) =>
            threads.RunAsync(
                client,
                () =>
                {
                    order.Add(client);
                    return Task.CompletedTask;
                }
            );
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
