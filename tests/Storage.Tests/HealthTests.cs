// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>That the journal grows is never unnoticed.</summary>
public sealed class HealthTests : ChainFixture
{
    [Fact]
    public async Task Health_WhenRowsCome_TellsHowLargeTheJournalIs()
    {
        await using SqliteSigningJournal journal = Open();
        JournalHealth empty = journal.Health;
        Assert.Equal((0L, null), (empty.Rows, empty.OldestRow));
        Assert.True(empty.FreeDiskBytes > 0);
        DateTimeOffset before = DateTimeOffset.UtcNow;
        await RoundAsync(journal, "r0");
        DateTimeOffset? oldest = journal.Health.OldestRow;
        Assert.InRange(oldest!.Value, before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        await journal.AppendAsync([.. Enumerable.Range(0, 4000).Select(i => Samples.Intent("many", step: i))], None);
        JournalHealth health = journal.Health;
        Assert.Equal((4006L, oldest), (health.Rows, health.OldestRow));
        long onDisk = new FileInfo(File).Length + new FileInfo(File + "-wal").Length;
        Assert.Equal(onDisk, health.FileBytes);
    }

    [Fact]
    public async Task FindFault_WhenRequestsCantBeLookedUp_SaysSoUntilTheyCan()
    {
        await FillAsync(10);
        byte[] good = await DamageIndexAsync();
        await using SqliteSigningJournal journal = Open();
        Assert.Contains("malformed", await journal.FindFaultAsync(None), StringComparison.Ordinal);
        await Assert.ThrowsAsync<SigningException>(() => journal.FindAsync(Samples.Key("r3"), None).AsTask());
        Assert.NotNull(await journal.FindFaultAsync(None));
        await System.IO.File.WriteAllBytesAsync(File, good);
        Assert.Null(await journal.FindFaultAsync(None));
        Assert.NotNull(await journal.FindAsync(Samples.Key("r3"), None));
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
        Assert.Equal((oldest, 6L), (again.Health.OldestRow, again.Health.Rows));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4096L)]
    public void Watch_WhenTheSystemDoesNotSayWhatIsFree_PublishesNoMeasurement(long? free)
    {
        List<long> measured = [];
        using OwnMeter meters = new();
        using JournalInstruments instruments = new(meters);
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, meters.Made) && instrument.Name == "hocbaso.journal.disk.free")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => measured.Add(value));
        listener.Start();
        instruments.Watch(() => new JournalHealth(JournalState.Running, null, default, 0, 0) { FreeDiskBytes = free });
        listener.RecordObservableInstruments();

        Assert.Equal(free is { } bytes ? [bytes] : [], measured);
    }
}
