// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using static HocBaSo.Signing.Server.Tests.BatchMessages;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Streams that the server reads slowly hold up the connection that they are on, and no other.</summary>
public sealed class HeldBackStreamTests
{
    [Fact]
    public async Task Sign_WhileTwoStreamsAreHeldBack_IsAnsweredAtOnce()
    {
        // It stands still: nothing of the streams is read beyond the first second's worth.
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var callers = new NamedCallers().With("", new ClientLimitOptions { DocumentsPerSecond = 8 });
        await using var host = await TestHost.StartAsync(
            limits: new LimitOptions { IdleStreamSeconds = 86_400, StalledStreamSeconds = 86_400 },
            time: clock,
            callers: callers.Parts
        );
        var document = new byte[101_000];
        var given = 0;
        using var stop = new CancellationTokenSource();
        var streams = new[] { RunAsync(), RunAsync() };
        await Within(UntilStillAsync());

        await host
            .Client.SignAsync(new DocumentToSign("single", document), TestHost.Settings())
            .WaitAsync(TimeSpan.FromSeconds(5));

        Assert.All(streams, static stream => Assert.False(stream.IsCompleted));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within(Task.WhenAll(streams)));

        async Task RunAsync()
        {
            var results = host.Client.SignBatchAsync(Documents(), TestHost.Settings(), cancellationToken: stop.Token);
            await foreach (var result in results)
            {
                Assert.True(result.IsSigned);
            }
        }

        async IAsyncEnumerable<DocumentToSign> Documents(
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            while (true)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new DocumentToSign($"d{Interlocked.Increment(ref given)}", document);
            }
        }

        async Task UntilStillAsync()
        {
            for (var (before, still) = (0, 0); still < 10; before = Volatile.Read(ref given))
            {
                await Task.Delay(50);
                still = before > 0 && before == Volatile.Read(ref given) ? still + 1 : 0;
            }
        }
    }
}
