// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Cli;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>All contestants on one token, in turns.</summary>
internal sealed class PeerRun(PeerOptions options, TextWriter log)
{
    private const int WarmDocuments = 4000;
    private static readonly TimeSpan CeilingTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(40);

    /// <summary>Makes the token, checks what each contestant makes, warms up, measures.</summary>
    /// <exception cref="CommandException">Something is missing, or a document is refused.</exception>
    public async Task<PeerResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var site = await PeerSite.CreateAsync(cancellationToken);
        await using var fast = await site.StartAsync(SelfVerification.SignatureOnly, cancellationToken);
        await using var full = await site.StartAsync(SelfVerification.Full, cancellationToken);
        await using var java = JavaPeers.Start(site, options.ClassPath);
        IReadOnlyList<IContestant> contestants =
        [
            new OurPipeline(site, fast, SelfVerification.SignatureOnly, options.InFlight),
            java,
            new OurPipeline(site, full, SelfVerification.Full, options.InFlight),
        ];
        var checks = new OutputChecks(site, java);
        var entries = await EnterAsync(contestants, checks, cancellationToken);
        foreach (var entry in entries)
        {
            await WarmUpAsync(entry, cancellationToken);
        }
        var ceilings = await MeasureAsync(entries, site, cancellationToken);
        return new PeerResult
        {
            Options = options,
            Ceilings = ceilings,
            Rows = [.. entries.Select(static e => e.ToRow())],
            Tools = ToolCost.Measure(checks),
        };
    }

    // Both virtual machines compile by counts of calls: on a busy machine the time alone would be too short.
    private async Task WarmUpAsync(Entry entry, CancellationToken cancellationToken)
    {
        await log.WriteLineAsync($"warming up: {entry.Case}, {entry.Name}");
        var (time, documents) = (TimeSpan.Zero, 0L);
        do
        {
            var reading = await entry.Contestant.RunAsync(entry.Case, options.WarmUp, cancellationToken);
            (time, documents) = (time + options.WarmUp, documents + reading.Documents);
        } while (documents < WarmDocuments && time < LongestWarmUp);
    }

    // Returns the token's ceiling by key: the median of the rounds.
    private async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        IReadOnlyList<Entry> entries,
        PeerSite site,
        CancellationToken cancellationToken
    )
    {
        var ceilings = PeerCase.Keys.ToDictionary(
            static key => key,
            static _ => new List<double>(),
            StringComparer.Ordinal
        );
        for (var round = 0; round < options.Rounds; round++)
        {
            await log.WriteLineAsync($"round {round + 1} of {options.Rounds}");
            foreach (var (key, rates) in ceilings)
            {
                rates.Add(await CeilingProbe.Of(site.Options, key, [])!.MeasureAsync(CeilingTime, cancellationToken));
            }
            // Who goes first takes turns too.
            foreach (var entry in round % 2 == 0 ? entries : entries.Reverse())
            {
                entry.Readings.Add(await entry.Contestant.RunAsync(entry.Case, options.Length, cancellationToken));
            }
        }
        return ceilings.ToDictionary(static c => c.Key, static c => PeerRow.Median(c.Value), StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<Entry>> EnterAsync(
        IReadOnlyList<IContestant> contestants,
        OutputChecks checks,
        CancellationToken cancellationToken
    )
    {
        var entries = new List<Entry>();
        foreach (var peerCase in PeerCase.All)
        {
            foreach (var contestant in contestants)
            {
                var acceptedBy = await checks.CheckAsync(contestant, peerCase, cancellationToken);
                entries.Add(new Entry(peerCase, contestant, acceptedBy));
            }
        }
        return entries;
    }

    private sealed record Entry(PeerCase Case, IContestant Contestant, IReadOnlyList<string> AcceptedBy)
    {
        public string Name => Contestant.NameFor(Case);

        public List<Reading> Readings { get; } = [];

        public PeerRow ToRow() => new(Case, Name, Contestant is OurPipeline, Readings, AcceptedBy);
    }
}
