// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Server.Batches;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What clients that hold memory leave to others.</summary>
public sealed class SharedBudgetTests
{
    private const int Max = 128;
    private readonly SharedBudget _budget = new(Max);

    [Fact]
    public void Take_WhenAClientIsAlone_GivesItAllTheRoomAndLetsItWaitBeyond()
    {
        Assert.Equal(Max, Fill("a", 32));
        Assert.False(Take("a", 1).IsCompleted);
    }

    [Fact]
    public void Take_WhenAnotherHoldsAllTheRoom_GivesAnEqualShareAtOnce()
    {
        Fill("slow", 32);

        Assert.Equal(64, Fill("b", 16));
        Assert.Equal(32, Fill("c", 16));
        Assert.Equal(Max + 64 + 32, _budget.Used);
    }

    [Fact]
    public void Take_WhenADocumentIsLargerThanAShare_GivesOneAtOnce()
    {
        Fill("slow", 32);

        Assert.True(Take("b", 100).IsCompleted);
        Assert.False(Take("b", 1).IsCompleted);
    }

    [Fact]
    public void Take_WhenItCostsNothing_NeverWaits()
    {
        Fill("a", 32);
        var waits = Take("a", 8);

        Assert.True(Take("a", 0).IsCompleted);
        Assert.False(waits.IsCompleted);
    }

    [Fact]
    public async Task Give_WhenTwoWaitBeyondTheirShares_GoesToWhoHoldsLess()
    {
        Fill("a", 96);
        Fill("b", 64);
        var (large, small) = (Take("a", 32), Take("b", 32));
        _budget.Give("a", 96);

        // Nothing is left of what a held: it is within its share, and the rest suffices for b.
        await large.WaitAsync(TimeSpan.FromSeconds(5));
        await small.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(128, _budget.Used);

        (large, small) = (Take("b", 16), Take("a", 64));
        await Take("c", 8);
        Assert.False(large.IsCompleted);
        _budget.Give("b", 64);
        await large.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(small.IsCompleted);
    }

    [Fact]
    public async Task Give_WhenALargeDocumentOfAClientWaits_LetsNoSmallOneOfItPass()
    {
        Fill("a", 64);
        var large = Take("a", 100);
        var small = Take("a", 1);
        _budget.Give("a", 64);

        Assert.False(large.IsCompleted);
        Assert.False(small.IsCompleted);
        _budget.Give("a", 64);
        await large.WaitAsync(TimeSpan.FromSeconds(5));
        await small.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Take_WhenItIsGivenUp_LeavesNothingBehind()
    {
        Fill("a", 64);
        using var cancelled = new CancellationTokenSource();
        var waits = _budget.TakeAsync("a", 100, cancelled.Token).AsTask();
        var behind = Take("a", 64);
        _budget.Give("a", 64);
        Assert.False(behind.IsCompleted);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        await behind.WaitAsync(TimeSpan.FromSeconds(5));
        _budget.Give("a", 64);
        _budget.Give("a", 64);
        Assert.Equal(0, _budget.Used);
        // Nor does it count among those who share.
        Assert.Equal(Max, Fill("b", 128));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void Take_WhenOneAfterAnotherTakesAllItMay_TheLastFindsItsShareAndTheSumIsBounded(int clients)
    {
        var each = Enumerable.Range(0, clients).Select(i => Fill(i.ToString(CultureInfo.InvariantCulture), 1)).ToList();

        Assert.Equal(Max, each[0]);
        Assert.Equal(Max / clients, each[^1]);
        Assert.InRange(_budget.Used, Max, Max * Enumerable.Range(1, clients).Sum(static n => 1.0 / n));
    }

    // How many bytes a client gets without waiting.
    private long Fill(string client, long bytes)
    {
        var taken = 0L;
        while (true)
        {
            using var cancelled = new CancellationTokenSource();
            var taking = _budget.TakeAsync(client, bytes, cancelled.Token);
            if (!taking.IsCompleted)
            {
                cancelled.Cancel();
                return taken;
            }
            taken += bytes;
        }
    }

    private Task Take(string client, long bytes) => _budget.TakeAsync(client, bytes, CancellationToken.None).AsTask();
}
