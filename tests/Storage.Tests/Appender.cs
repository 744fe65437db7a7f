// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Appends with eight callers, and prints each request id as soon as its outcome is acknowledged, until the process is killed.</summary>
internal static class Appender
{
    public static async Task RunAsync(string path)
    {
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(
            Samples.Options(path),
            TimeProvider.System
        );
        TextWriter output = TextWriter.Synchronized(
            new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true }
        );
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => AppendForeverAsync(journal, output, caller)));
    }

    private static async Task AppendForeverAsync(SqliteSigningJournal journal, TextWriter output, int caller)
    {
        for (int i = 0; ; i++)
        {
            string id = $"{caller}-{i}";
            await journal.AppendAsync([Samples.Intent(id)], CancellationToken.None);
            await journal.AppendAsync([Samples.Signed(id)]);
            await output.WriteAsync(id + "\n");
        }
    }
}
