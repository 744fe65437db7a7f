// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Budgets;

/// <summary>The measure itself: what is over a budget stays so, however long it is measured.</summary>
public sealed class AllocationTests
{
    private const int Bytes = 10_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);
    private static byte[] s_kept = [];

    [Fact]
    public void Least_WhenTheWorkAllocatesMoreThanItsBudget_TellsSoWhenThePatienceIsOver()
    {
        var least = Allocation.Least(Bytes, Allocate, s_patience);

        Assert.InRange(least.Bytes, Bytes + 1, Bytes + 100);
        Assert.True(least.Calls > 30, $"{least}");
    }

    [Fact]
    public void Least_WhenACallKeepsToTheBudget_StopsThere()
    {
        var calls = 0;

        var least = Allocation.Least(
            Bytes,
            () =>
            {
                if (++calls <= 3)
                {
                    Allocate();
                }
            }
        );

        Assert.Equal(4, least.Calls);
        Assert.InRange(least.Bytes, 0, 100);
    }

    [Fact]
    public void LeastBesidesResult_WhenTheResultIsTheCallers_LeavesItOut()
    {
        var least = Allocation.LeastBesidesResult(0, AllocateResult, s_patience);

        Assert.InRange(least.Bytes, 1, 100);
    }

    [Fact]
    public async Task LeastOfProcess_WhenAnotherThreadAllocates_CountsIt()
    {
        var least = await Allocation.LeastOfProcessAsync(Bytes, () => Task.Run(Allocate), s_patience);
        var alike = Allocation.LeastOfProcessBesidesResult(Bytes, () => Task.Run(AllocateResult).Result, s_patience);

        Assert.True(least.Bytes > Bytes, $"{least}");
        Assert.InRange(alike.Bytes, 1, Bytes);
    }

    private static void Allocate() => s_kept = new byte[Bytes];

    private static int AllocateResult()
    {
        Allocate();
        return s_kept.Length;
    }
}
