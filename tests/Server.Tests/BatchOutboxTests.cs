// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Batches;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Which messages of a stream go out at once.</summary>
public sealed class BatchOutboxTests
{
    private const long Small = 10_000;

    [Fact]
    public async Task Gather_WhenNobodyStandsInLine_TheAnswerGoesOutWithItsLastMessage()
    {
        using var outbox = new BatchOutbox();
        await outbox.EnterAsync(default);

        Assert.Equal([("start", true), ("done", false)], outbox.Gather(["start", "done"], Small));
        Assert.Equal([("failed", false)], outbox.Gather(["failed"], 0));
    }

    [Fact]
    public async Task Gather_WhenOthersStandInLine_AnswersGoOutTogetherUpToALimit()
    {
        using var outbox = new BatchOutbox();
        await outbox.EnterAsync(default);
        var next = outbox.EnterAsync(default);

        var waits = Enumerable.Range(0, 7).Select(_ => outbox.Gather(["start", "done"], Small).Last().Waits).ToArray();

        Assert.Equal([true, true, true, true, true, true, false], waits);
        outbox.Leave();
        await next;
        Assert.False(outbox.Gather(["done"], Small).Single().Waits);
    }

    [Fact]
    public async Task Gather_WhenTheDocumentIsLarge_EachMessageGoesOutByItself()
    {
        using var outbox = new BatchOutbox();
        await outbox.EnterAsync(default);

        var answer = outbox.Gather(["start", "chunk", "chunk", "done"], 1 << 20);

        Assert.All(answer, static message => Assert.False(message.Waits));
    }

    [Fact]
    public async Task Enter_WhenAWaiterGivesUp_ItIsNoLongerInLine()
    {
        using var outbox = new BatchOutbox();
        await outbox.EnterAsync(default);
        using var source = new CancellationTokenSource();
        var gone = outbox.EnterAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(outbox.Gather(["done"], Small).Single().Waits);
    }
}
