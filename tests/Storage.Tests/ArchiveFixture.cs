// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

/// <summary>A journal of several years, to be archived.</summary>
public abstract class ArchiveFixture : ChainFixture
{
    private protected YearTime Time { get; } = new();

    private protected string Folder =>
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(File)!, "archives")).FullName;

    private protected AuditOptions AuditOfArchive => Audit with { IsArchive = true };

    private protected ArchiveOptions Archiving =>
        new()
        {
            Year = 2027,
            Folder = Folder,
            Audit = Audit,
        };

    /// <summary>Two rounds in each year, and a checkpoint at its end.</summary>
    private protected async Task YearsAsync(params int[] years)
    {
        foreach (int year in years)
        {
            Time.At(year);
            await using SqliteSigningJournal journal = SqliteSigningJournal.Open(Options, Time);
            await using CheckpointWriter writer = await WriterAsync(journal, time: Time);
            long first = journal.Head.Sequence;
            await RoundAsync(journal, $"{year}-{(first == 0 ? 0 : first % 12 == 0 ? 0 : first)}");
            await RoundAsync(journal, $"{year}-x{first}");
        }
    }

    /// <summary>The middle of a year.</summary>
    private protected sealed class YearTime : TimeProvider
    {
        private DateTimeOffset _now;

        public YearTime At(int year)
        {
            _now = new DateTimeOffset(year, 7, 1, 0, 0, 0, TimeSpan.Zero);
            return this;
        }

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
