// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HocBaSo.Signing.Server.Telemetry;
using HocBaSo.Signing.Server.Telemetry.Otlp;

namespace HocBaSo.Signing.Server.Tests.Telemetry;

/// <summary>The queue in front of a collector.</summary>
public sealed class OtlpQueueTests
{
    private const int Spans = 20 * OtlpExport.MaxWaitingSpans;

    [Fact]
    public async Task Export_WhenTheCollectorNeverAnswers_DropsSpansAndHoldsNothing()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        using var source = new ActivitySource(Meters.Product + ".Test");
        var options = new OtlpOptions
        {
            Endpoint = $"http://{socket.LocalEndpoint}",
            Metrics = false,
            TraceRatio = 1,
        };
        var export = new OtlpExport(options, new Dictionary<string, string>(), "test");

        // What waits is held, what was dropped is not.
        var references = new List<WeakReference>(Spans);
        Make(source, references);
        GC.Collect();
        var held = references.Count(static r => r.IsAlive);
        var stopping = Stopwatch.GetTimestamp();
        await export.DisposeAsync();

        Assert.InRange(held, 1, 2 * OtlpExport.MaxWaitingSpans);
        Assert.InRange(Stopwatch.GetElapsedTime(stopping), TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    private static void Make(ActivitySource source, List<WeakReference> references)
    {
        for (var i = 0; i < Spans; i++)
        {
            using var span = source.StartActivity("span");
            Assert.NotNull(span);
            references.Add(new WeakReference(span));
        }
    }
}
