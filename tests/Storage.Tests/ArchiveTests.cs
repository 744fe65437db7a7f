// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Rows of years that are over move to a file of their own; both verify, before, after, and when it is stopped in between.</summary>
public sealed class ArchiveTests : ArchiveFixture
{
    [Fact]
    public async Task Run_WhenAYearIsOver_MovesItsRowsAndBothFilesVerify()
    {
        await YearsAsync(2026, 2027, 2028);
        string[] before = await RowsAsync(File);
        ArchiveRecord? record = JournalArchive.Run(Options, Archiving, Time, None);

        Assert.NotNull(record);
        Assert.True(record.Compacted);
        Assert.Equal((1L, 24L, 2L), (record.FirstSequence, record.LastSequence, record.Checkpoint));
        string archive = Path.Combine(Folder, record.FileName);
        Assert.Equal("journal-node-1-000000000001-000000000024.db", record.FileName);
        Assert.Equal(SHA256.HashData(await System.IO.File.ReadAllBytesAsync(archive)), record.FileDigest.ToArray());
        Assert.Equal([archive], Directory.GetFiles(Folder));

        // The archive is a journal by itself, for another implementation too.
        AuditReport report = JournalAudit.Verify(archive, AuditOfArchive, None);
        Assert.Empty(report.Findings);
        Assert.Equal((0L, 24L, 24L, 24L), (report.Anchor, report.LastSequence, report.Rows, report.CoveredSequence));
        Assert.Equal([$"end {Convert.ToHexStringLower(record.RowHash.Span)}"], await OtherTool.ChainAsync(archive));

        // The journal goes on from there, and has one row more: the event.
        AuditReport live = Verify();
        Assert.Empty(live.Findings);
        Assert.Equal((24L, 37L, 13L), (live.Anchor, live.LastSequence, live.Rows));
        string[] after = [.. await RowsAsync(archive), .. (await RowsAsync(File)).SkipLast(1)];
        Assert.Equal(before, after);
        Assert.Equal(
            [Convert.ToHexStringLower(record.FileDigest.Span)],
            await OtherTool.QueryAsync(File, "SELECT subject FROM event WHERE kind = 'archived' AND sequence = 37")
        );
        Assert.Equal(["ok"], await OtherTool.QueryAsync(File, "PRAGMA integrity_check"));
        Assert.Equal(["ok"], await OtherTool.QueryAsync(archive, "PRAGMA integrity_check"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(archive));
        }
    }

    [Fact]
    public async Task Run_WhenAnotherYearIsOver_ContinuesTheArchives()
    {
        await YearsAsync(2026, 2027, 2028, 2029);
        ArchiveRecord first = JournalArchive.Run(Options, Archiving with { Year = 2026 }, Time, None)!;
        await YearsAsync(2029);
        ArchiveRecord second = JournalArchive.Run(Options, Archiving with { Year = 2028 }, Time, None)!;

        Assert.Equal(
            (1L, 12L, 13L, 36L),
            (first.FirstSequence, first.LastSequence, second.FirstSequence, second.LastSequence)
        );
        AuditReport archive = JournalAudit.Verify(Path.Combine(Folder, second.FileName), AuditOfArchive, None);
        Assert.Empty(archive.Findings);
        Assert.Equal((12L, 36L), (archive.Anchor, archive.LastSequence));
        Assert.Empty(Verify().Findings);
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Equal([12L, 36L], browser.Archives().Select(static a => a.LastSequence));
    }

    [Fact]
    public async Task Run_WhenAnOutcomeCameBehindTheLastCheckpointOfItsIntentsYear_ArchivesTheNextYearToo()
    {
        await using (SqliteSigningJournal journal = SqliteSigningJournal.Open(Options, Time.At(2026)))
        {
            await using CheckpointWriter writer = await WriterAsync(journal, time: Time);
            await journal.AppendAsync([Samples.Intent("late")], None);
            Assert.True(await writer.WriteNowAsync(None));
            Time.At(2027);
            await journal.AppendAsync([Samples.Signed("late")]);
        }
        await YearsAsync(2028, 2029);
        ArchiveRecord first = JournalArchive.Run(Options, Archiving with { Year = 2026 }, Time, None)!;
        Assert.Equal(1, first.LastSequence);
        ArchiveRecord second = JournalArchive.Run(Options, Archiving with { Year = 2027 }, Time, None)!;
        Assert.Equal((2L, 2L), (second.FirstSequence, second.LastSequence));
        ArchiveRecord third = JournalArchive.Run(Options, Archiving with { Year = 2028 }, Time, None)!;
        Assert.Empty(JournalAudit.Verify(Path.Combine(Folder, second.FileName), AuditOfArchive, None).Findings);
        Assert.Empty(JournalAudit.Verify(Path.Combine(Folder, third.FileName), AuditOfArchive, None).Findings);
        Assert.Empty(Verify().Findings);
    }

    [Fact]
    public async Task Find_WhenOnlyTheIntentsWereArchived_KnowsTheAttemptAndTheRepeatIsTheNextOne()
    {
        await using (SqliteSigningJournal journal = SqliteSigningJournal.Open(Options, Time.At(2026)))
        {
            await using CheckpointWriter writer = await WriterAsync(journal, time: Time);
            await journal.AppendAsync([Samples.Intent("gone")], None);
            await journal.AppendAsync([Samples.Signed("gone")]);
            await journal.AppendAsync([Samples.Intent("late")], None);
            await journal.AppendAsync([Samples.Failed("late")]);
            await journal.AppendAsync([Samples.Intent("late", attempt: 2)], None);
            Assert.True(await writer.WriteNowAsync(None));
            Time.At(2027);
            await journal.AppendAsync([Samples.Signed("late", attempt: 2)]);
        }
        Time.At(2028);
        Assert.Equal(5, JournalArchive.Run(Options, Archiving with { Year = 2026 }, Time, None)!.LastSequence);

        await using (SqliteSigningJournal journal = Open())
        {
            Assert.Null(await journal.FindAsync(Samples.Key("gone"), None));
            JournaledRequest late = await Found(journal, "late");
            Assert.Equal((2, 0, 0), (late.Attempt, late.Intents.Count, late.Outcomes.Count));
            await journal.AppendAsync([Samples.Intent("late", attempt: 3)], None);
            await journal.AppendAsync([Samples.Signed("late", attempt: 3)]);
            late = await Found(journal, "late");
            Assert.Equal((3, 1, 1), (late.Attempt, late.Intents.Count, late.Outcomes.Count));
        }
        Assert.Empty(Verify().Findings);
    }

    [Fact]
    public async Task Run_WhenTheFileCannotBeMadeSmaller_HasMovedTheRowsAndSaysSo()
    {
        await YearsAsync(2026, 2027, 2028);
        using (SqliteJournalFile file = SqliteJournalFile.Open(Options, Time))
        {
            // VACUUM attaches a temporary file, which has no name, and finds no room for it here.
            SQLitePCL.raw.sqlite3_set_authorizer(
                file.Connection.Handle,
                static (_, action, name, _, _, _) =>
                    action == SQLitePCL.raw.SQLITE_ATTACH && name == "" ? SQLitePCL.raw.SQLITE_DENY : 0,
                null
            );
            ArchiveRecord record = JournalArchive.Run(file, Options, Archiving, Time.GetUtcNow(), None)!;
            Assert.Equal((24L, false), (record.LastSequence, record.Compacted));
        }
        Assert.Equal(13, Verify().Rows);
    }

    [Fact]
    public async Task Run_WhenSomebodyReadsMeanwhile_HasMovedTheRowsAndSaysThatTheFileIsAsLarge()
    {
        await YearsAsync(2026, 2027, 2028);
        JournalOptions options = Options with { BusyTimeout = TimeSpan.FromMilliseconds(50) };
        using JournalBrowser browser = JournalBrowser.Open(File);
        using IEnumerator<JournalRow> rows = browser.Export().GetEnumerator();
        Assert.True(rows.MoveNext());

        ArchiveRecord record = JournalArchive.Run(options, Archiving, Time, None)!;

        Assert.Equal((24L, false), (record.LastSequence, record.Compacted));
    }

    [Fact]
    public async Task Open_AfterArchiving_GoesOn()
    {
        await YearsAsync(2026, 2027, 2028);
        Assert.NotNull(JournalArchive.Run(Options, Archiving, Time, None));
        await using (SqliteSigningJournal journal = Open())
        {
            Assert.Equal((37L, 13L), (journal.Health.LastSequence, journal.Health.Rows));
            Assert.Equal(2028, journal.Health.OldestRow!.Value.Year);
            Assert.Null(await journal.FindAsync(Samples.Key("2026-0"), None));
            Assert.NotNull(await journal.FindAsync(Samples.Key("2028-0"), None));
            Assert.Empty(await journal.CloseOpenIntentsAsync(None));
            await using CheckpointWriter writer = await WriterAsync(journal);
            await RoundAsync(journal, "after");
        }
        AuditReport report = Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((43L, 43L), (report.LastSequence, report.CoveredSequence));
    }

    [Fact]
    public async Task Run_WhenNothingIsOverOrCovered_MovesNothing()
    {
        await using (SqliteSigningJournal journal = SqliteSigningJournal.Open(Options, Time.At(2026)))
        {
            await RoundAsync(journal, "r"); // no checkpoint
        }
        Assert.Null(JournalArchive.Run(Options, Archiving, Time.At(2030), None));
        await YearsAsync(2028);
        Assert.Null(JournalArchive.Run(Options, Archiving with { Year = 2027 }, Time, None));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            JournalArchive.Run(Options, Archiving with { Year = 2030 }, Time.At(2030), None)
        );
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Run_WhenTheJournalIsInUse_IsRefused()
    {
        await YearsAsync(2026, 2027, 2028);
        await using SqliteSigningJournal journal = Open();
        Assert.Contains("in use", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenAnIntentIsOpen_IsRefusedUntilItIsClosed()
    {
        await using (SqliteSigningJournal journal = SqliteSigningJournal.Open(Options, Time.At(2026)))
        {
            await using CheckpointWriter writer = await WriterAsync(journal, time: Time);
            await RoundAsync(journal, "r");
            await journal.AppendAsync([Samples.Intent("open")], None);
        }
        Time.At(2028);
        Assert.Contains("row 7 has no outcome", Refused(), StringComparison.Ordinal);
        await using (SqliteSigningJournal journal = Open())
        {
            Assert.Single(await journal.CloseOpenIntentsAsync(None));
        }
        Assert.NotNull(JournalArchive.Run(Options, Archiving, Time, None));
        Assert.Empty(Verify().Findings);
    }

    [Fact]
    public async Task Run_WhenTheJournalWasBent_MovesNothing()
    {
        await YearsAsync(2026, 2027, 2028);
        await OtherTool.TamperAsync(File, "UPDATE event SET count = 9 WHERE sequence = 7");
        Assert.Contains("Row 7", Refused(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Run_WhenItWasStoppedBeforeRowsWereRemoved_GoesOn()
    {
        await YearsAsync(2026, 2027, 2028);
        string partial = Path.Combine(Folder, "journal-node-1-000000000001-000000000024.db");
        using (SqliteJournalFile file = SqliteJournalFile.Open(Options, Time))
        {
            await System.IO.File.WriteAllTextAsync(partial + ".partial", "what an earlier attempt left");
            ArchiveCopy.Write(file.Connection, ArchivePlan.Make(file.Connection, 2027)!, partial, None);
        }
        Assert.Empty(Verify().Findings);
        Assert.Equal(36, Verify().Rows);
        ArchiveRecord record = JournalArchive.Run(Options, Archiving, Time, None)!;
        Assert.Equal(24, record.LastSequence);
        Assert.Empty(Verify().Findings);
        Assert.Equal([partial], Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Run_WhenAFileOfThatNameHoldsSomethingElse_MovesNothing()
    {
        await YearsAsync(2026, 2027, 2028);
        string archive = Path.Combine(Folder, "journal-node-1-000000000001-000000000024.db");
        System.IO.File.Copy(File, archive);
        Assert.Contains("not an archive", Refused(), StringComparison.Ordinal);
        Assert.Equal(36, Verify().Rows);
    }

    [Fact]
    public async Task Run_WhenRemovingFails_KeepsEveryRow()
    {
        await YearsAsync(2026, 2027, 2028);
        await OtherTool.QueryAsync(
            File,
            "CREATE TRIGGER in_the_way BEFORE DELETE ON pair BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        );
        Assert.Contains("disk full", Refused(), StringComparison.Ordinal);
        Assert.Equal(36, Verify().Rows);
        await OtherTool.QueryAsync(File, "DROP TRIGGER in_the_way");
        Assert.Empty(Verify().Findings);
        Assert.NotNull(JournalArchive.Run(Options, Archiving, Time, None));
        Assert.Empty(Verify().Findings);
    }

    [Fact]
    public async Task Run_WhenAYearIsOver_LeavesTheCountsOfAllYearsInBothFiles()
    {
        await YearsAsync(2026, 2027, 2028);
        ArchiveRecord record = JournalArchive.Run(Options, Archiving with { Year = 2026 }, Time, None)!;
        foreach (string file in (string[])[File, Path.Combine(Folder, record.FileName)])
        {
            using JournalBrowser browser = JournalBrowser.Open(file);
            Assert.Equal(
                [(2026, 2L), (2027, 2L), (2028, 2L)],
                browser.KeyUses(new KeyUseSearch()).Select(static u => (u.Day.Year, u.Signed))
            );
        }
    }

    private static Task<string[]> RowsAsync(string path) =>
        OtherTool.QueryAsync(path, "SELECT * FROM journal ORDER BY sequence");

    private string Refused()
    {
        SigningException fault = Assert.Throws<SigningException>(() =>
            JournalArchive.Run(Options, Archiving, Time.At(2028), None)
        );
        Assert.Equal(SigningErrorKind.StorageFailed, fault.Kind);
        return fault.InnerException!.Message;
    }
}
