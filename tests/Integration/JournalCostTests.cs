// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.Server.Hosting;
using HocBaSo.Signing.Transcripts;
using Xunit.Abstractions;
using KeyKind = HocBaSo.Signing.Pkcs11.KeyKind;

namespace HocBaSo.Signing.Integration;

/// <summary>
/// What the journal costs: documents per second with it, over those without, of two servers in one process on one token, which
/// take turns in slices of a stream, so that whatever else the machine does falls on both.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class JournalCostTests(ITestOutputHelper output)
{
    // A burst of this size would measure how long two syncs take; a stream goes on while they run.
    private const int InFlight = 64;
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    // As many slices whatever they show: to measure until it fits would prove nothing. The short one leaves room for whatever
    // else runs on this machine; the long one is the aim (docs/journal.md).
    [Fact]
    public async Task SignBatch_WithTheJournal_IsNearlyAsFastAsWithout() =>
        Assert.InRange(await MedianAsync(KeyKind.EcP256, slices: 9, documents: 160, warmUp: 3 * s_second), 0.7, 10);

    [Theory]
    [InlineData(KeyKind.EcP256)]
    [InlineData(KeyKind.Rsa2048)]
    [Trait("Category", "Long")]
    public async Task SignBatch_WithTheJournalOnAQuietMachine_CostsATenthAtMost(KeyKind keys) =>
        Assert.InRange(await MedianAsync(keys, slices: 45, documents: 640, warmUp: 20 * s_second), 0.9, 10);

    private async Task<double> MedianAsync(KeyKind keys, int slices, int documents, TimeSpan warmUp)
    {
        using var school = new School(SchoolLevel.TieuHoc, keys: keys);
        school.SealJournal(rows: 1000, seconds: 300);
        var options = SigningServerOptions.Load(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var memory = new VolatileJournal();
        await using var with = await RunningServer.StartAsync(options, new OutsideParts());
        await using var without = await RunningServer.StartAsync(
            options with
            {
                JournalPath = Path.Combine(school.Folder, "unused.db"),
                CatalogPath = Path.Combine(school.Folder, "other-catalog.db"),
                Journal = new JournalSettings(),
            },
            new OutsideParts { SigningJournal = _ => memory }
        );
        // What is compiled late, and what connects late, is not the journal's cost.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < warmUp; )
        {
            await SignAsync(with, transcript, documents);
            await SignAsync(without, transcript, documents);
        }
        var ratios = new List<double>();
        var (withSum, withoutSum) = (Cost.None, Cost.None);
        for (var slice = 0; slice < slices; slice++)
        {
            // Who goes first takes turns too.
            var first = await SignAsync(slice % 2 == 0 ? with : without, transcript, documents);
            var second = await SignAsync(slice % 2 == 0 ? without : with, transcript, documents);
            var (a, b) = slice % 2 == 0 ? (first, second) : (second, first);
            ratios.Add(b.Elapsed / a.Elapsed);
            (withSum, withoutSum) = (withSum + a, withoutSum + b);
        }
        var (rate, other) = (withSum.Of(slices * documents), withoutSum.Of(slices * documents));
        output.WriteLine(
            $"{rate} with the journal, {other} without; median of {ratios.Count} ratios {Median(ratios):F3}"
        );
        return Median(ratios);
    }

    private static double Median(List<double> ratios) => ratios.Order().ElementAt(ratios.Count / 2);

    private static async Task<Cost> SignAsync(RunningServer server, SampleTranscript transcript, int count)
    {
        var documents = Enumerable.Range(0, count).Select(i => new DocumentToSign($"d{i}", transcript.Xml));
        var batch = new BatchOptions { BatchId = $"b-{Guid.NewGuid():N}", MaxInFlight = InFlight };
        var (start, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var results = server.Client.SignBatchAsync(documents.ToAsyncEnumerable(), School.AllSteps(transcript), batch);
        Assert.Equal(count, await results.CountAsync(static result => result.IsSigned));
        return new Cost(Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - busy);
    }

    /// <summary>What slices took, by the clock and of the processors: client, token and the server, together.</summary>
    private readonly record struct Cost(TimeSpan Elapsed, TimeSpan Processors)
    {
        public static Cost None => default;

        public static Cost operator +(Cost a, Cost b) => new(a.Elapsed + b.Elapsed, a.Processors + b.Processors);

        public string Of(int documents) =>
            $"{documents / Elapsed.TotalSeconds:F0}/s at {Processors.TotalMicroseconds / documents:F0} µs of CPU";
    }
}
