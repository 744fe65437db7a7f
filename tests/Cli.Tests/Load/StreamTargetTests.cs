// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class StreamTargetTests
{
    [Fact]
    public async Task Send_WhenAnswersComeInAnotherOrder_EachGetsItsOwn()
    {
        await using var target = Target(static async documents =>
        {
            var all = new List<DocumentToSign>();
            await foreach (var document in documents)
            {
                all.Add(document);
                if (all.Count == 3)
                {
                    break;
                }
            }
            return
            [
                .. all.AsEnumerable().Reverse().Select(static d => (d.Id, new LoadOutcome(LoadOutcome.Ok, d.Content))),
            ];
        });

        var outcomes = await Task.WhenAll(Send(target, 1), Send(target, 2), Send(target, 3));

        Assert.Equal([1, 2, 3], outcomes.Select(static o => o.Document.Span[0]));
    }

    [Fact]
    public async Task Send_WhenTheStreamBreaks_AllThatWaitFailAndTheNextOpensAnother()
    {
        var opened = 0;
        await using var target = Target(async documents =>
        {
            if (++opened == 1)
            {
                // Breaks when both are on it: a document sent after the break would open another stream.
                await documents.Take(2).LastAsync();
                throw new IOException("gone");
            }
            var first = await documents.FirstAsync();
            return [(first.Id, new LoadOutcome(LoadOutcome.Ok))];
        });

        var broken = await Task.WhenAll(Send(target, 1), Send(target, 2));
        Assert.All(broken, static o => Assert.Equal("BROKEN_CONNECTION", o.Status));
        var after = await UntilOpenAsync(target);

        Assert.True(after.IsOk);
        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task Send_WhenTheStreamEndsWithoutAnAnswer_SaysSo()
    {
        await using var target = Target(static async documents =>
        {
            await documents.FirstAsync();
            return [];
        });

        Assert.Equal("NO_ANSWER", (await Send(target, 1)).Status);
    }

    [Fact]
    public async Task Renew_WhenDocumentsAreOnTheirWay_TheyAreAnsweredAndTheNextOpensAnother()
    {
        var (opened, gate) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var target = Target(async documents =>
        {
            Interlocked.Increment(ref opened);
            var all = await documents.ToListAsync();
            await gate.Task;
            return [.. all.Select(static d => (d.Id, new LoadOutcome(LoadOutcome.Ok, d.Content)))];
        });

        var before = Task.WhenAll(Send(target, 1), Send(target, 2));
        target.Renew();
        var after = Send(target, 3);
        target.Renew();
        gate.SetResult();

        Assert.Equal([1, 2], (await before).Select(static o => o.Document.Span[0]));
        Assert.Equal(3, (await after).Document.Span[0]);
        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task Renew_WhenOthersSend_LosesNothing()
    {
        await using var target = new StreamTarget(
            new SigningClient(new Uri("http://127.0.0.1:1")),
            V1.DocumentFormat.Xml,
            static (documents, _) => documents.Select(static d => (d.Id, new LoadOutcome(LoadOutcome.Ok, d.Content)))
        );

        var sending = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    for (var i = 0; i < 500; i++)
                    {
                        Assert.True((await Send(target, 1)).IsOk);
                    }
                })
            )
            .ToList();
        while (!sending.TrueForAll(static task => task.IsCompleted))
        {
            target.Renew();
            await Task.Yield();
        }

        await Task.WhenAll(sending);
    }

    // What is sent between the failure and the end of the reader fails with the same status.
    private static async Task<LoadOutcome> UntilOpenAsync(StreamTarget target)
    {
        for (var tries = 0; ; tries++)
        {
            var outcome = await Send(target, 3);
            if (outcome.IsOk || tries == 100)
            {
                return outcome;
            }
            await Task.Delay(10);
        }
    }

    private static Task<LoadOutcome> Send(StreamTarget target, byte content) =>
        target.SendAsync(new[] { content }, CancellationToken.None);

    private static StreamTarget Target(
        Func<IAsyncEnumerable<DocumentToSign>, Task<IReadOnlyList<(string, LoadOutcome)>>> answer
    ) =>
        new(
            new SigningClient(new Uri("http://127.0.0.1:1")),
            V1.DocumentFormat.Xml,
            (documents, _) => AnswersAsync(answer(documents))
        );

    private static async IAsyncEnumerable<(string, LoadOutcome)> AnswersAsync(
        Task<IReadOnlyList<(string, LoadOutcome)>> answers
    )
    {
        foreach (var one in await answers)
        {
            yield return one;
        }
    }
}
