// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

/// <summary>That the journal grows is never unnoticed.</summary>
public sealed class HealthTests : ChainFixture
{
    [Fact]
    public async Task Health_WhenRowsCome_TellsHowLargeTheJournalIs()
    {
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(
            Options with
            {
                WarningBytes = 1 << 20,
            },
            TimeProvider.System
        );
        JournalHealth empty = journal.Health;
        Assert.Equal((0L, null, false), (empty.Rows, empty.OldestRow, empty.IsLarge));
        Assert.True(empty.FreeDiskBytes > 0);
        DateTimeOffset before = DateTimeOffset.UtcNow;
        await RoundAsync(journal, "r0");
        DateTimeOffset? oldest = journal.Health.OldestRow;
        Assert.InRange(oldest!.Value, before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        await journal.AppendAsync([.. Enumerable.Range(0, 4000).Select(i => Samples.Intent("many", step: i))], None);
        JournalHealth health = journal.Health;
        Assert.Equal((4006L, oldest, true), (health.Rows, health.OldestRow, health.IsLarge));
        long onDisk = new FileInfo(File).Length + new FileInfo(File + "-wal").Length;
        Assert.Equal(onDisk, health.FileBytes);
    }

    [Fact]
    public async Task Health_WhenTheFileIsOpenedAgain_KnowsItsOldestRow()
    {
        DateTimeOffset? oldest;
        await using (SqliteSigningJournal journal = Open())
        {
            await RoundAsync(journal, "r0");
            oldest = journal.Health.OldestRow;
        }
        await using SqliteSigningJournal again = Open();
        Assert.Equal((oldest, 6L, false), (again.Health.OldestRow, again.Health.Rows, again.Health.IsLarge));
    }

    [Fact]
    public void Validate_WhenTheWarningIsNegative_NamesIt() =>
        Assert.Contains(
            nameof(JournalOptions.WarningBytes),
            Assert.Throws<ArgumentException>((Options with { WarningBytes = -1 }).Validate).Message,
            StringComparison.Ordinal
        );
}
