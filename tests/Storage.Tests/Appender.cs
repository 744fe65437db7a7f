// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>
/// Appends with eight callers, and prints each request id as soon as its outcome is acknowledged, until the process is killed or the
/// journal refuses.
/// </summary>
internal static class Appender
{
    /// <summary>The exit code when the journal refuses work.</summary>
    public const int Refused = 3;

    public static async Task<int> RunAsync(string path)
    {
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(
            Samples.Options(path),
            TimeProvider.System
        );
        TextWriter output = TextWriter.Synchronized(
            new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true }
        );
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => AppendForeverAsync(journal, output, caller)));
            return 0;
        }
        catch (SigningException fault)
        {
            await Console.Error.WriteLineAsync($"refused: {fault.Kind}\nstate: {journal.Health.State}");
            return Refused;
        }
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
