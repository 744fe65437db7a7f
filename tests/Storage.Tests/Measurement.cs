// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Durable appends per second, by callers that each wait for their own; and look-ups and audited rows per second.</summary>
internal static class Measurement
{
    private const int Rounds = 4;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(string directory)
    {
        foreach (int callers in (int[])[1, 16, 64, 256])
        {
            Speed chained = default;
            Speed unchained = default;
            // In turns, so that what else the machine does falls on both.
            for (int round = 0; round < Rounds; round++)
            {
                chained = chained.Best(await RunAsync(Open(directory, isChained: true), callers));
                unchained = unchained.Best(await RunAsync(Open(directory, isChained: false), callers));
            }
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{callers, 4} callers: {chained}; without chain and counters {unchained}: {chained.PerSecond / unchained.PerSecond:P0}"
                )
            );
        }
        await LookAsync(directory);
    }

    private static SqliteSigningJournal Open(string directory, bool isChained)
    {
        JournalOptions options = Samples.Options(Path.Combine(directory, $"measure-{Guid.NewGuid():N}.db"));
        return isChained
            ? SqliteSigningJournal.Open(options, TimeProvider.System)
            : SqliteSigningJournal.Open(
                options,
                TimeProvider.System,
                instruments: null,
                () => new UnchainedFile(options)
            );
    }

    private static async Task<Speed> RunAsync(SqliteSigningJournal opened, int callers)
    {
        await using SqliteSigningJournal journal = opened;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        int[] appends = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => Task.Run(() => AppendAsync(journal, caller, start)))
        );
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TimeSpan busy = Environment.CpuUsage.TotalTime - before;
        return new Speed(appends.Sum() / seconds, busy.TotalMicroseconds / appends.Sum());
    }

    private static async Task<int> AppendAsync(SqliteSigningJournal journal, int caller, long start)
    {
        int appends = 0;
        while (Stopwatch.GetElapsedTime(start) < Duration)
        {
            string id = $"{caller}-{appends}";
            await journal.AppendAsync([Samples.Intent(id)], CancellationToken.None);
            await journal.AppendAsync([Samples.Signed(id)]);
            appends += 2;
        }
        return appends;
    }

    private static async Task LookAsync(string directory)
    {
        const int Times = 20_000;
        string path = Path.Combine(directory, $"look-{Guid.NewGuid():N}.db");
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(
            Samples.Options(path),
            TimeProvider.System
        );
        await FillAsync(journal);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Times; i++)
        {
            _ = await journal.FindAsync(Samples.Key($"0-{i % 300}"), CancellationToken.None);
        }
        double look = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Times;
        start = Stopwatch.GetTimestamp();
        AuditReport report = JournalAudit.Verify(path, new AuditOptions(), CancellationToken.None);
        double audit = report.Rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"look-up: {look:N1} µs; audit: {audit:N0} rows/s ({report.Findings.Count} findings)"
            )
        );
    }

    private static Task FillAsync(SqliteSigningJournal journal)
    {
        long start = Stopwatch.GetTimestamp();
        return Task.WhenAll(
            Enumerable.Range(0, 64).Select(caller => Task.Run(() => AppendAsync(journal, caller, start)))
        );
    }

    /// <summary>The processor's time per append, callers included, says more than the clock where others work on the machine too.</summary>
    private readonly record struct Speed(double PerSecond, double Microseconds)
    {
        public Speed Best(Speed other) => other.PerSecond > PerSecond ? other : this;

        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{PerSecond, 7:N0} appends/s, {Microseconds:N1} µs of CPU each"
            );
    }
}
