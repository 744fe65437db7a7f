// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

public sealed class AppendQueueTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Take_WhenCompletedWhileAppendsWaitForAPlace_TakesThemBeforeItEnds()
    {
        using JournalInstruments instruments = new();
        using AppendQueue queue = new(Samples.Options("unused") with { QueueLength = 1 }, instruments);
        Task[] entering = [.. Enumerable.Range(0, 50).Select(i => Enqueue(queue, $"{i}"))];
        queue.Complete();
        List<PendingAppend> taken = [];
        while (queue.Take(taken) == WriterSignal.Commit)
        {
            Assert.True(taken.Count <= entering.Length);
        }
        await Task.WhenAll(entering).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(50, taken.Count);
    }

    [Fact]
    public async Task Take_WhenBothWait_InteractiveIsInTheNextCommitAndBulkFillsLittleOfIt()
    {
        using JournalInstruments instruments = new();
        using AppendQueue queue = new(Samples.Options("unused"), instruments);
        for (int i = 0; i < 300; i++)
        {
            await EnqueueAsync(queue, $"b{i}", SigningLane.Bulk);
        }
        await EnqueueAsync(queue, "i0", SigningLane.Interactive);
        await EnqueueAsync(queue, "i1", SigningLane.Interactive);

        Assert.Equal(["i0", "i1", .. Enumerable.Range(0, 32).Select(i => $"b{i}")], Take(queue));
        Assert.Equal([.. Enumerable.Range(32, 128).Select(i => $"b{i}")], Take(queue));
        await EnqueueAsync(queue, "i2", SigningLane.Interactive);
        Assert.Equal(["i2", .. Enumerable.Range(160, 32).Select(i => $"b{i}")], Take(queue));
        Assert.Equal(108, Take(queue).Count);
        Assert.Equal(0, queue.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Take_WhenOneLaneAloneCouldFillEveryCommit_TheOtherGoesOnAsWell(int rows)
    {
        using JournalInstruments instruments = new();
        using AppendQueue queue = new(Samples.Options("unused") with { MaxRowsPerCommit = rows }, instruments);
        for (int i = 0; i < 100; i++)
        {
            await EnqueueAsync(queue, $"b{i}", SigningLane.Bulk);
            await EnqueueAsync(queue, $"i{i}", SigningLane.Interactive);
        }

        List<string> taken = Take(queue);

        Assert.Equal("i0", taken[0]);
        Assert.Equal("b0", taken[^1]);
        Assert.InRange(taken.Count, 2, Math.Max(2, rows));
    }

    [Theory]
    [InlineData(Ending.InteractiveAppend)]
    [InlineData(Ending.FullCommit)]
    [InlineData(Ending.FullCommitOfOneAppend)]
    [InlineData(Ending.FullQueue)]
    [InlineData(Ending.Recovery)]
    [InlineData(Ending.Completion)]
    public async Task Take_BehindACommitOfSeveral_GathersBulkUntilItHasToGo(Ending ending)
    {
        using JournalInstruments instruments = new();
        JournalOptions options = Samples.Options("unused") with
        {
            MaxRowsPerCommit = 64,
            QueueLength = ending == Ending.FullQueue ? 4 : 100,
        };
        // Neither pause nor limit ends the gathering within the test: only what is to end it.
        BulkGathering gathering = new()
        {
            Pause = 2 * Long,
            Longest = 2 * Long,
            Recent = 2 * Long,
        };
        using AppendQueue queue = new(options, instruments, gathering);
        for (int i = 0; i < 4; i++)
        {
            await EnqueueAsync(queue, $"a{i}", SigningLane.Bulk);
        }
        Assert.Equal(4, Take(queue).Count);
        await EnqueueAsync(queue, "b0", SigningLane.Bulk);
        List<PendingAppend> taken = [];
        Task<WriterSignal> taking = Task.Run(() => queue.Take(taken));
        Assert.True(SpinWait.SpinUntil(() => queue.IsGathering, Long));
        await EnqueueAsync(queue, "b1", SigningLane.Bulk);
        Assert.True(queue.IsGathering);

        await EndAsync(queue, ending);

        Assert.Equal(WriterSignal.Commit, await taking.WaitAsync(Long));
        Assert.Contains("b1", taken.Select(static append => append.Intents[0].Request.RequestId));
        if (ending == Ending.Recovery)
        {
            Assert.Equal(WriterSignal.Recover, queue.Take(taken));
        }
    }

    [Fact]
    public async Task Take_WhenBulkStopsComing_TakesWhatWasGathered()
    {
        using JournalInstruments instruments = new();
        BulkGathering gathering = new() { Longest = 2 * Long, Recent = 2 * Long };
        using AppendQueue queue = new(Samples.Options("unused"), instruments, gathering);
        for (int i = 0; i < 4; i++)
        {
            await EnqueueAsync(queue, $"a{i}", SigningLane.Bulk);
        }
        Assert.Equal(4, Take(queue).Count);
        await EnqueueAsync(queue, "b0", SigningLane.Bulk);

        Assert.Equal(["b0"], await Task.Run(() => Take(queue)).WaitAsync(Long));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1000, false)]
    public void GoesOn_WhileOthersKeepTheProcessorsBusy_WaitsLonger(int onTheWay, bool isShort)
    {
        BulkGathering gathering = new()
        {
            Pause = Long,
            Longest = Long,
            Recent = 2 * Long,
            OnTheWay = () => onTheWay,
        };
        gathering.NoteTaken(4);
        Assert.True(gathering.TryBegin());

        Assert.True(gathering.GoesOn(waiting: 1, out TimeSpan pause));
        Assert.Equal(isShort, pause <= Long);
        Assert.False(gathering.GoesOn(waiting: 1, out _)); // none came
    }

    /// <summary>What ends the gathering.</summary>
    public enum Ending
    {
        InteractiveAppend,
        FullCommit,
        FullCommitOfOneAppend,
        FullQueue,
        Recovery,
        Completion,
    }

    private static async Task EndAsync(AppendQueue queue, Ending ending)
    {
        switch (ending)
        {
            case Ending.InteractiveAppend:
                await EnqueueAsync(queue, "i0", SigningLane.Interactive);
                break;
            case Ending.FullCommit:
                for (int i = 2; i < 8; i++)
                {
                    await EnqueueAsync(queue, $"b{i}", SigningLane.Bulk);
                }
                break;
            case Ending.FullCommitOfOneAppend:
                SigningIntent[] wave =
                [
                    .. Enumerable.Range(0, 8).Select(static step => Samples.Intent("w", step: step)),
                ];
                PendingAppend large = new() { Intents = wave, Lane = SigningLane.Bulk };
                await queue.EnqueueAsync(large, CancellationToken.None);
                break;
            case Ending.FullQueue:
                await EnqueueAsync(queue, "b2", SigningLane.Bulk);
                await EnqueueAsync(queue, "b3", SigningLane.Bulk);
                break;
            case Ending.Recovery:
                _ = queue.RequestRecovery();
                break;
            default:
                queue.Complete();
                break;
        }
    }

    private static List<string> Take(AppendQueue queue)
    {
        List<PendingAppend> taken = [];
        Assert.Equal(WriterSignal.Commit, queue.Take(taken));
        return [.. taken.Select(static append => append.Intents[0].Request.RequestId)];
    }

    private static ValueTask EnqueueAsync(AppendQueue queue, string id, SigningLane lane) =>
        queue.EnqueueAsync(new PendingAppend { Intents = [Samples.Intent(id)], Lane = lane }, CancellationToken.None);

    private static Task Enqueue(AppendQueue queue, string id) =>
        queue.EnqueueAsync(new PendingAppend { Intents = [Samples.Intent(id)] }, CancellationToken.None).AsTask();
}
