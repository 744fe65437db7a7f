// SPDX-License-Identifier: Apache-2.0
using Grpc.Health.V1;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What Kestrel's pooled streams keep of earlier calls.</summary>
public sealed class PooledStreamTests
{
    // When it fails: is the defect mended in this Kestrel, or has it only been rewritten?
    [Fact]
    public void Kestrel_IsMadeAsTheOneWithTheDefect() => Assert.True(PooledStreams.IsKnown);

    [Fact]
    public async Task Call_WhenItsStreamStillHoldsAnEarlierOne_IsAnsweredAllTheSame()
    {
        var outputs = new OutputRecorder();
        var logs = new LogRecorder();
        await using var host = await TestHost.StartAsync(
            logs: logs,
            callers: events => CallerParts.Loopback(events) with { Source = outputs }
        );
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        var cleared = 0;
        for (var i = 0; i < 5; i++)
        {
            await health.CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(20));
            var before = outputs.Last!;
            // Behind the end of the call, which would take the note away.
            await Task.Delay(100);
            PooledStreams.IsScheduled(before) = true;
            await health.CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(20));
            cleared += ReferenceEquals(before, outputs.Last) ? 1 : 0;
        }
        Assert.True(cleared > 0, "No call got the stream of the one before.");
        var told = logs.Entries.Count(static line =>
            line.Text.Contains("earlier call's output", StringComparison.Ordinal)
        );
        Assert.Equal(cleared, told);
    }

    private sealed class OutputRecorder : ICallerSource
    {
        public object? Last { get; private set; }

        public Caller Identify(HttpContext http)
        {
            Last = PooledStreams.OutputOf(http);
            return Caller.Loopback;
        }

        public string EvidenceOf(HttpContext http) => "";

        public bool ServesPages(HttpContext http) => true;
    }
}
