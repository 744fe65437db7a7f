// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Journals that were written in years that are over; their seals are nobody's.</summary>
internal static class YearsOfRows
{
    /// <summary>Appends four events in the middle of each year, and a checkpoint behind them.</summary>
    public static async Task WriteAsync(string journal, string node, params int[] years)
    {
        foreach (var year in years)
        {
            var time = new MiddleOf(year);
            await using var open = SqliteSigningJournal.Open(
                new JournalOptions { Path = journal, NodeId = node },
                time
            );
            await using var writer = await CheckpointWriter.StartAsync(
                open,
                new NobodysSeal(),
                new CheckpointOptions { Rows = 1000 },
                time,
                null,
                CancellationToken.None
            );
            await AppendAsync(open, year);
        }
    }

    /// <summary>The rows of a year, of a node that seals none.</summary>
    public static async Task WriteUnsealedAsync(string journal, string node, int year)
    {
        await using var open = SqliteSigningJournal.Open(
            new JournalOptions { Path = journal, NodeId = node },
            new MiddleOf(year)
        );
        await AppendAsync(open, year);
    }

    private static async Task AppendAsync(SqliteSigningJournal journal, int year)
    {
        for (var i = 0; i < 4; i++)
        {
            await journal.AppendAsync(new JournalEvent { Kind = JournalEventKind.CallerSeen, Caller = $"so-{year}" });
        }
    }

    private sealed class NobodysSeal : ICheckpointSigner
    {
        public Task<CheckpointSeal> SealAsync(ReadOnlyMemory<byte> canonical, CancellationToken cancellationToken) =>
            Task.FromResult(new CheckpointSeal(new byte[] { 1 }, default));
    }

    private sealed class MiddleOf(int year) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, 7, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
