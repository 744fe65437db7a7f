// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using static HocBaSo.Signing.Server.Tests.BatchMessages;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A token that the loop brings counts like one of the method.</summary>
public sealed class BatchCancellationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignBatch_WhenItIsCancelledWhileTheServerWorks_EndsAtOnceOnBothSides(bool isOfTheLoop)
    {
        var begun = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync((_, ct) => HoldAsync(begun, stopped, ct));
        using var cancel = new CancellationTokenSource();
        var documents = new[] { new DocumentToSign("a", "doc"u8.ToArray()) }.ToAsyncEnumerable();
        var results = isOfTheLoop
            ? host.Client.SignBatchAsync(documents, TestHost.Settings())
            : host.Client.SignBatchAsync(documents, TestHost.Settings(), cancellationToken: cancel.Token);

        var reading = ReadAsync(results, isOfTheLoop ? cancel.Token : default);
        await Within(begun.Task);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within(reading));
        await Within(stopped.Task);
    }

    private static async Task ReadAsync(IAsyncEnumerable<BatchItemResult> results, CancellationToken cancellationToken)
    {
        await foreach (var result in results.WithCancellation(cancellationToken))
        {
            Assert.Fail($"An answer came: {result.Id}.");
        }
    }

    private static async Task<SigningResult> HoldAsync(
        TaskCompletionSource begun,
        TaskCompletionSource stopped,
        CancellationToken cancellationToken
    )
    {
        begun.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            stopped.TrySetResult();
        }
        throw new InvalidOperationException();
    }
}
