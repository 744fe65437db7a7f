// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Faults;

/// <summary>Three times as much as the token can do. Everything is compared with what the same server did before.</summary>
public sealed class OverloadTests : IDisposable
{
    private const int Places = 16;
    private const int Callers = Places / 2;
    private static readonly TimeSpan SlowSignature = TimeSpan.FromMilliseconds(10);
    private readonly ManualResetEventSlim _never = new();

    public void Dispose() => _never.Dispose();

    [Fact]
    public Task Overload_WhenThreeTimesTheCapacityIsAsked_RefusesFastKeepsWhatItTookAndRecovers() =>
        MeetAsync(2, isStrict: false);

    [Fact]
    [Trait("Category", "Long")]
    public Task Overload_WhenItLastsLong_RefusesFastKeepsWhatItTookAndRecovers() => MeetAsync(30, isStrict: true);

    private async Task MeetAsync(double seconds, bool isStrict)
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = new FaultSetting { Module = new FaultyModule(), Secrets = [token.Pin] };
        setting.Module.On("C_Sign", _ => _never.Wait(SlowSignature) ? 0u : null);
        var limits = new LimitOptions { MaxInFlight = Places };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits), setting);
        await ClosedAsync(server, 8 * Callers); // Compiles what is used.
        var (capacity, usual) = await ClosedAsync(server, 12 * Callers);

        // Long enough to fill every line several times, however slow the machine is.
        var duration = TimeSpan.FromSeconds(Math.Max(seconds, 4 * Places / capacity));
        var stream = StreamAsync(server, (int)(capacity * duration.TotalSeconds / 10));
        var calls = await OpenAsync(server, 3 * capacity, duration);
        var streamed = await stream.WaitAsync(FaultServer.Patience);
        var (after, _) = await ClosedAsync(server, 4 * Callers);

        var taken = calls
            .Where(static call => call.Error is null)
            .Select(static call => call.Latency)
            .Order()
            .ToArray();
        var refused = calls.Where(static call => call.Error is not null).ToArray();
        var refusals = refused.Select(static call => call.Latency).Order().ToArray();
        Assert.All(
            refused,
            static call =>
            {
                Assert.Equal((StatusCode.ResourceExhausted, "OVERLOADED"), (call.Error!.Status, call.Error.Kind));
                Assert.NotNull(call.Error.RetryAfter);
            }
        );
        Assert.All(streamed, static item => Assert.True(item.IsSigned, item.Error?.Message));
        // A third of the calls could be met at most.
        Assert.True(refused.Length > taken.Length / 2, $"{refused.Length} were refused, {taken.Length} taken");
        Assert.True(Middle(refusals) < Middle(taken), $"refused in {Middle(refusals)}, done in {Middle(taken)}");
        if (!isStrict)
        {
            return; // What else a machine does while all tests run would decide.
        }
        Assert.True(
            taken.Length + streamed.Count > capacity * duration.TotalSeconds / 2,
            $"{taken.Length} and {streamed.Count} of a stream were done, {capacity:F0}/s before"
        );
        // All places are taken, instead of as many as there were callers.
        var limit = 4 * usual * (Places / Callers);
        Assert.True(taken[^(1 + taken.Length / 10)] < limit, $"{taken[^(1 + taken.Length / 10)]} instead of {usual}");
        Assert.True(after > capacity / 2, $"{after:F0}/s after the burst, {capacity:F0}/s before");
    }

    private static TimeSpan Middle(TimeSpan[] latencies) => latencies[latencies.Length / 2];

    /// <summary>Documents a second, and the middle latency, where each caller waits for its answer.</summary>
    private static async Task<(double PerSecond, TimeSpan Latency)> ClosedAsync(FaultServer server, int documents)
    {
        var left = documents;
        var latencies = new List<TimeSpan>();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(async _ =>
                {
                    while (Interlocked.Decrement(ref left) >= 0)
                    {
                        var (latency, error) = await CallAsync(server);
                        Assert.Null(error);
                        lock (latencies)
                        {
                            latencies.Add(latency);
                        }
                    }
                })
        );
        return (documents / Stopwatch.GetElapsedTime(started).TotalSeconds, Middle([.. latencies.Order()]));
    }

    /// <summary>Calls at a rate, whatever becomes of them.</summary>
    private static async Task<(TimeSpan Latency, SigningClientException? Error)[]> OpenAsync(
        FaultServer server,
        double rate,
        TimeSpan duration
    )
    {
        var calls = new List<Task<(TimeSpan Latency, SigningClientException? Error)>>();
        var started = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Stopwatch.GetElapsedTime(started) is var now && now < duration)
        {
            for (var due = (int)(rate * now.TotalSeconds) - calls.Count; due > 0; due--)
            {
                calls.Add(CallAsync(server));
            }
            await tick.WaitForNextTickAsync();
        }
        return await Task.WhenAll(calls).WaitAsync(FaultServer.Patience);
    }

    private static async Task<(TimeSpan Latency, SigningClientException? Error)> CallAsync(FaultServer server)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await server.Client.SignAsync(FaultServer.Document(FaultServer.NewId()), OneStep());
            return (Stopwatch.GetElapsedTime(started), null);
        }
        catch (SigningClientException e)
        {
            return (Stopwatch.GetElapsedTime(started), e);
        }
    }

    private static async Task<IReadOnlyList<BatchItemResult>> StreamAsync(FaultServer server, int count)
    {
        using var client = server.NewClient(TimeSpan.FromMinutes(1));
        var documents = Enumerable.Range(0, count).Select(static i => FaultServer.Document($"s{i}"));
        return await client.SignBatchAsync(documents.ToAsyncEnumerable(), OneStep()).ToListAsync();
    }

    private static SigningSettings OneStep()
    {
        var settings = FaultSchool.AllSteps();
        while (settings.Steps.Count > 1)
        {
            settings.Steps.RemoveAt(1);
        }
        return settings;
    }
}
