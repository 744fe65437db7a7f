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

        await threads.RunAsync(async () =>
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
                        threads.RunAsync(async () =>
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
            threads.RunAsync(static () => throw new InvalidOperationException("x"))
        );

        await BatchMessages.Within(threads.RunAsync(static () => Task.CompletedTask));
    }

    [Fact]
    public async Task Dispose_WhenWorkIsUnderWay_ItIsFinishedAllTheSame()
    {
        var threads = new BulkThreads();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = threads.RunAsync(async () => await gate.Task);

        threads.Dispose();
        gate.SetResult();

        await BatchMessages.Within(work);
        await BatchMessages.Within(threads.RunAsync(static async () => await Task.Yield()));
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
