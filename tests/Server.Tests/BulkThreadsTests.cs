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

        await threads.RunAsync("a", async () =>
        {
            names.Add(Thread.CurrentThread.Name);
            await Task.Yield();
            names.Add(Thread.CurrentThread.Name);
            await Task.Run(static () => Task.Delay(1));
            names.Add(Thread.CurrentThread.Name);
        });

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
                        threads.RunAsync("a", async () =>
                        {
                            for (var i = 0; i < 20; i++)
                            {
                                InterlockedMax(ref most, Interlocked.Increment(ref running));
                                Thread.SpinWait(1000);
                                Interlocked.Decrement(ref running);
                                await Task.Yield();
                            }
                            Interlocked.Increment(ref done);
                        })
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
    public async Task Run_WhenOneClientHasNoEndOfWork_AnotherComesAtItsTurn()
    {
        using var threads = new BulkThreads();
        var (isOver, steps) = (false, 0);
        var busy = Enumerable
            .Range(0, 100)
            .Select(_ =>
                threads.RunAsync(
                    "busy",
                    async () =>
                    {
                        while (!Volatile.Read(ref isOver))
                        {
                            Interlocked.Increment(ref steps);
                            await Task.Yield();
                        }
                    }
                )
            )
            .ToList();

        var passed = 0;
        await BatchMessages.Within(
            threads.RunAsync(
                "other",
                async () =>
                {
                    var before = Volatile.Read(ref steps);
                    for (var i = 0; i < 50; i++)
                    {
                        await Task.Yield();
                    }
                    passed = Volatile.Read(ref steps) - before;
                }
            )
        );
        Volatile.Write(ref isOver, true);
        await BatchMessages.Within(Task.WhenAll(busy));

        // One at a time for each of its own; in one line with all of them it would have been a hundred each.
        Assert.InRange(passed, 0, 50 * 40);
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
