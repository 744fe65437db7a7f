// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Durable appends per second, by callers that each wait for their own; and look-ups per second.</summary>
internal static class Measurement
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(string directory)
    {
        foreach (int callers in (int[])[1, 16, 64, 256])
        {
            string path = Path.Combine(directory, $"measure-{callers}-{Guid.NewGuid():N}.db");
            await using SqliteSigningJournal journal = SqliteSigningJournal.Open(
                Samples.Options(path),
                TimeProvider.System
            );
            await RunAsync(journal, callers);
            Look(journal);
        }
    }

    private static async Task RunAsync(SqliteSigningJournal journal, int callers)
    {
        long start = Stopwatch.GetTimestamp();
        int[] appends = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => Task.Run(() => AppendAsync(journal, caller, start)))
        );
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{callers, 4} callers: {appends.Sum() / elapsed.TotalSeconds, 9:N0} appends/s, {journal.Health.LastSequence} rows"
            )
        );
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

    private static void Look(SqliteSigningJournal journal)
    {
        const int Times = 20_000;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Times; i++)
        {
            _ = journal.FindAsync(Samples.Key($"0-{i % 300}"), CancellationToken.None).AsTask().Result;
        }
        double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Times;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      look-up: {microseconds:N1} µs"));
    }
}
