// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.Server.Hosting;
using HocBaSo.Signing.Transcripts;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Integration;

/// <summary>
/// What the journal costs: documents per second with it, over those without, of two servers in one process on one token, which
/// take turns in short slices, so that whatever else the machine does falls on both.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class JournalCostTests(ITestOutputHelper output)
{
    private const int Documents = 32;

    // As many slices whatever they show: to measure until it fits would prove nothing. The bound leaves room for whatever
    // else runs on this machine.
    [Fact]
    public async Task SignBatch_WithTheJournal_IsNearlyAsFastAsWithout() =>
        Assert.InRange(await MedianAsync(slices: 15), 0.7, 10);

    [Fact]
    [Trait("Category", "Long")]
    public async Task SignBatch_WithTheJournalOnAQuietMachine_CostsATenthAtMost() =>
        Assert.InRange(await MedianAsync(slices: 75), 0.9, 10);

    private async Task<double> MedianAsync(int slices)
    {
        using var school = new School(SchoolLevel.TieuHoc);
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
        await SignAsync(with, transcript);
        await SignAsync(without, transcript);
        var ratios = new List<double>();
        var (withSum, withoutSum) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var slice = 0; slice < slices; slice++)
        {
            // Who goes first takes turns too.
            var first = await SignAsync(slice % 2 == 0 ? with : without, transcript);
            var second = await SignAsync(slice % 2 == 0 ? without : with, transcript);
            var (a, b) = slice % 2 == 0 ? (first, second) : (second, first);
            ratios.Add(b / a);
            (withSum, withoutSum) = (withSum + a, withoutSum + b);
        }
        var (rate, other) = (Rate(ratios.Count, withSum), Rate(ratios.Count, withoutSum));
        output.WriteLine(
            $"{rate:F0}/s with the journal, {other:F0}/s without; median of {ratios.Count} ratios {Median(ratios):F3}"
        );
        return Median(ratios);
    }

    private static double Median(List<double> ratios) => ratios.Order().ElementAt(ratios.Count / 2);

    private static double Rate(int slices, TimeSpan sum) => slices * Documents / sum.TotalSeconds;

    private static async Task<TimeSpan> SignAsync(RunningServer server, SampleTranscript transcript)
    {
        var documents = Enumerable.Range(0, Documents).Select(i => new DocumentToSign($"d{i}", transcript.Xml));
        var batch = new BatchOptions { BatchId = $"b-{Guid.NewGuid():N}", MaxInFlight = Documents };
        var start = Stopwatch.GetTimestamp();
        var results = server.Client.SignBatchAsync(documents.ToAsyncEnumerable(), School.AllSteps(transcript), batch);
        Assert.Equal(Documents, await results.CountAsync(static result => result.IsSigned));
        return Stopwatch.GetElapsedTime(start);
    }
}
