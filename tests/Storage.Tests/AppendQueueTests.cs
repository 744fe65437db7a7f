// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

public sealed class AppendQueueTests
{
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

    private static Task Enqueue(AppendQueue queue, string id) =>
        queue.EnqueueAsync(new PendingAppend { Intents = [Samples.Intent(id)] }, CancellationToken.None).AsTask();
}
