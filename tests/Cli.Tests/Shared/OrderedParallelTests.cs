// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

public sealed class OrderedParallelTests
{
    [Fact]
    public async Task Select_WhenLaterItemsAreQuicker_KeepsTheOrder()
    {
        var results = new List<int>();
        await foreach (
            var result in OrderedParallel.Select(Enumerable.Range(0, 500), SlowWhenEven, CancellationToken.None)
        )
        {
            results.Add(result);
        }
        Assert.Equal(Enumerable.Range(0, 500), results);
    }

    [Fact]
    public async Task Select_WhenTheSourceIsEndless_ReadsOnlyAWindowAhead()
    {
        var read = 0;
        await foreach (var result in OrderedParallel.Select(Endless(), static i => i, CancellationToken.None))
        {
            if (result == 10)
            {
                break;
            }
        }
        Assert.InRange(read, 11, 11 + (Environment.ProcessorCount * 8));

        IEnumerable<int> Endless()
        {
            while (true)
            {
                yield return read++;
            }
        }
    }

    [Fact]
    public async Task Select_WhenCancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in OrderedParallel.Select(Enumerable.Range(0, 1000), i => i, cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });
    }

    private static int SlowWhenEven(int item)
    {
        Thread.SpinWait(item % 2 == 0 ? 20_000 : 1);
        return item;
    }
}
