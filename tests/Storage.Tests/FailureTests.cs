// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

public sealed class FailureTests : JournalFixture
{
    [Fact]
    public async Task Commit_WhenTheDiskFails_FailsEveryAppendThatWaitsAndRefusesMore()
    {
        using Gate gate = new();
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        await journal.AppendAsync([Samples.Intent("kept")], None);
        disk.BeforeCommit = () =>
        {
            gate.Wait();
            throw FakeDisk.IoError;
        };
        Task first = journal.AppendAsync([Samples.Intent("first")], None).AsTask();
        await gate.Reached;
        Task[] waiting =
        [
            .. Enumerable.Range(0, 9).Select(i => journal.AppendAsync([Samples.Intent($"{i}")], None).AsTask()),
        ];
        gate.Open();
        foreach (Task append in (Task[])[first, .. waiting])
        {
            SigningException fault = await Assert.ThrowsAsync<SigningException>(() => append);
            Assert.Equal(SigningErrorKind.StorageFailed, fault.Kind);
        }
        Assert.Equal(JournalState.Failed, journal.Health.State);
        Assert.Contains("disk I/O error", journal.Health.Reason, StringComparison.Ordinal);
        Assert.Equal(
            SigningErrorKind.StorageFailed,
            (await FaultOf(journal.AppendAsync([Samples.Signed("kept")]))).Kind
        );
        Assert.Single((await Found(journal, "kept")).Intents);
        Assert.Equal(1, disk.Commits);
    }

    [Fact]
    public async Task Recovery_WhenTheProbeFails_StaysFailedUntilOneSucceeds()
    {
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        await journal.AppendAsync([Samples.Intent("kept")], None);
        disk.BeforeCommit = disk.BeforeProbe = static () => throw FakeDisk.IoError;
        await FaultOf(journal.AppendAsync([Samples.Intent("lost")], None));
        Assert.False(await journal.TryRecoverAsync(None));
        Assert.Equal(JournalState.Failed, journal.Health.State);
        disk.BeforeCommit = disk.BeforeProbe = static () => { };
        Assert.True(await journal.TryRecoverAsync(None));
        Assert.Equal(JournalState.Running, journal.Health.State);
        Assert.Null(journal.Health.Reason);
        await journal.AppendAsync([Samples.Signed("kept")]);
        Assert.True((await Found(journal, "kept")).IsSigned(1));
        Assert.Null(await journal.FindAsync(Samples.Key("lost"), None));
        Assert.Equal(["1", "2"], await OtherTool.QueryAsync(File, "SELECT sequence FROM journal ORDER BY 1"));
    }

    [Fact]
    public async Task Recovery_WhileAReaderHoldsTheWal_StaysFailed()
    {
        FakeDisk disk = new();
        JournalOptions options = Options with { BusyTimeout = TimeSpan.FromMilliseconds(50) };
        await using SqliteSigningJournal journal = Open(disk, options);
        await journal.AppendAsync([Samples.Intent("kept")], None);
        disk.BeforeCommit = static () => throw FakeDisk.IoError;
        using JournalBrowser browser = JournalBrowser.Open(File);
        using (IEnumerator<JournalRow> rows = browser.Export().GetEnumerator())
        {
            Assert.True(rows.MoveNext());
            await FaultOf(journal.AppendAsync([Samples.Intent("lost")], None));
            disk.BeforeCommit = static () => { };
            Assert.False(await journal.TryRecoverAsync(None));
            Assert.Equal(JournalState.Failed, journal.Health.State);
            Assert.Contains("reader holds", journal.Health.Reason, StringComparison.Ordinal);
        }
        Assert.True(await journal.TryRecoverAsync(None));
        await journal.AppendAsync([Samples.Signed("kept")]);
    }

    [Fact]
    public async Task Recovery_WhenTheIntervalPasses_IsTriedByItself()
    {
        ManualTime time = new();
        TaskCompletionSource probed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeDisk disk = new() { BeforeCommit = static () => throw FakeDisk.IoError };
        await using SqliteSigningJournal journal = Open(disk, time: time);
        await FaultOf(journal.AppendAsync([Samples.Intent("lost")], None));
        disk.BeforeCommit = static () => { };
        disk.BeforeProbe = probed.SetResult;
        Assert.Equal(1, disk.Opened);
        Assert.Equal(Options.RecoveryInterval, time.Period);
        time.Fire();
        await probed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(await journal.TryRecoverAsync(None)); // shares the attempt that runs, or finds it done
        Assert.Equal(2, disk.Opened);
    }

    [Fact]
    public async Task Commit_WhenItReachedTheDiskButFailed_CountsOnFromThere()
    {
        FakeDisk disk = new() { AfterCommit = static () => throw FakeDisk.IoError };
        await using SqliteSigningJournal journal = Open(disk);
        await FaultOf(journal.AppendAsync([Samples.Intent("unsure")], None));
        disk.AfterCommit = static () => { };
        Assert.True(await journal.TryRecoverAsync(None));
        Assert.Equal(1, journal.Health.LastSequence);
        Assert.Empty((await Found(journal, "unsure")).Outcomes);
        await journal.AppendAsync([Samples.Intent("next")], None);
        Assert.Equal(2, journal.Health.LastSequence);
    }

    [Fact]
    public async Task Append_WhenTheFileMayNotGrow_FailsWithoutLosingWhatWasAcknowledged()
    {
        JournalOptions options = Options with { MaxFileBytes = 1 << 20 };
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(
            Options,
            TimeProvider.System,
            instruments: null,
            () => disk.Open(() => SqliteJournalFile.Open(options, TimeProvider.System))
        );
        int acknowledged = 0;
        SigningException? full = null;
        while (full is null)
        {
            try
            {
                SigningIntent[] steps =
                [
                    .. Enumerable.Range(0, 16).Select(step => Samples.Intent($"{acknowledged}", step: step)),
                ];
                await journal.AppendAsync(steps, None);
                acknowledged++;
            }
            catch (SigningException fault)
            {
                full = fault;
            }
        }
        Assert.Equal(SigningErrorKind.StorageFailed, full.Kind);
        Assert.Equal(SQLitePCL.raw.SQLITE_FULL, Assert.IsType<SqliteException>(full.InnerException).SqliteErrorCode);
        Assert.InRange(acknowledged, 10, 10_000);
        Assert.False(await journal.TryRecoverAsync(None));
        options = options with { MaxFileBytes = 4 << 20 };
        Assert.True(await journal.TryRecoverAsync(None));
        await journal.AppendAsync([Samples.Intent("room")], None);
        for (int i = 0; i < acknowledged; i++)
        {
            Assert.Equal(16, (await Found(journal, $"{i}")).Intents.Count);
        }
        Assert.Equal((acknowledged * 16) + 1, journal.Health.LastSequence);
        Assert.Empty(JournalAudit.Verify(File, new AuditOptions(), None).Findings);
    }

    /// <summary>fsync that fails may have written nothing, or everything: the chain goes on from what is there.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_WhenItsSyncFails_KeepsTheChain(bool isOnDisk)
    {
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        for (int round = 0; round < 3; round++)
        {
            await journal.AppendAsync([Samples.Intent($"{round}")], None);
            disk.BeforeCommit = isOnDisk ? static () => { } : static () => throw FakeDisk.IoError;
            disk.AfterCommit = isOnDisk ? static () => throw FakeDisk.IoError : static () => { };
            await FaultOf(journal.AppendAsync([Samples.Signed($"{round}")]));
            disk.BeforeCommit = disk.AfterCommit = static () => { };
            Assert.True(await journal.TryRecoverAsync(None));
        }
        Assert.Equal(isOnDisk ? 6 : 3, journal.Health.LastSequence);
        AuditReport report = JournalAudit.Verify(File, new AuditOptions(), None);
        Assert.Empty(report.Findings);
        Assert.Equal(journal.Health.LastSequence, report.LastSequence);
        Assert.Equal(isOnDisk ? 0 : 3, (await journal.FindOpenIntentsAsync(None)).Count);
    }

    /// <summary>Whoever closes a file takes the process's locks from it: another tool would then end the WAL below us.</summary>
    [Fact]
    public async Task Recovery_WhenAnotherToolReadsBehindIt_KeepsTheWal()
    {
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        await journal.AppendAsync([Samples.Intent("kept")], None);
        Assert.Single((await Found(journal, "kept")).Intents);
        await FailAndRecover(disk, journal, static () => { }, isRecovered: true);
        await journal.AppendAsync([Samples.Intent("next")], None);
        Assert.Equal(["2"], await OtherTool.QueryAsync(File, "SELECT count(*) FROM journal"));
        Assert.True(System.IO.File.Exists(File + "-wal"));
        await journal.AppendAsync([Samples.Intent("last")], None);
        Assert.Equal(["3"], await OtherTool.QueryAsync(File, "SELECT count(*) FROM journal"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("older")]
    [InlineData("foreign")]
    public async Task Recovery_WhenTheFileIsNotTheJournal_StaysFailedUntilItIsBack(string instead)
    {
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        await journal.AppendAsync([Samples.Intent("old")], None);
        string older = await BackUpAsync("older");
        await journal.AppendAsync([Samples.Intent("acknowledged")], None);
        string whole = await BackUpAsync("whole");
        await FailAndRecover(disk, journal, () => Put(instead == "older" ? older : null), isRecovered: false);
        Assert.Equal(instead == "older", System.IO.File.Exists(File));
        if (instead == "foreign")
        {
            await using (
                SqliteSigningJournal other = SqliteSigningJournal.Open(
                    Samples.Options(Beside("foreign")),
                    TimeProvider.System
                )
            )
            {
                await other.AppendAsync([Samples.Intent("1")], None);
                await other.AppendAsync([Samples.Intent("2")], None);
                await other.AppendAsync([Samples.Intent("3")], None);
            }
            Put(Beside("foreign"));
            Assert.False(await journal.TryRecoverAsync(None));
        }
        Assert.Equal(JournalState.Failed, journal.Health.State);
        Assert.Contains(instead == "none" ? "is gone" : "lacks row 2", journal.Health.Reason, StringComparison.Ordinal);
        await FaultOf(journal.AppendAsync([Samples.Intent("refused")], None));

        Put(whole);
        Assert.True(await journal.TryRecoverAsync(None));
        await journal.AppendAsync([Samples.Signed("acknowledged")]);
        Assert.True((await Found(journal, "acknowledged")).IsSigned(1)); // also when the file that is back is a copy
    }

    [Fact]
    public async Task Recovery_WhenItFailsForAnotherReason_TellsItOnce()
    {
        FakeDisk disk = new();
        List<string?> told = [];
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(
            Options,
            TimeProvider.System,
            instruments: null,
            () => disk.Open(() => SqliteJournalFile.Open(Options, TimeProvider.System)),
            health => told.Add(health.Reason)
        );
        await FailAndRecover(disk, journal, () => System.IO.File.Move(File, File + ".moved"), isRecovered: false);
        Assert.False(await journal.TryRecoverAsync(None));

        Assert.Equal([FakeDisk.IoError.Message, $"{File} is gone."], told.Select(static t => t?.Split(" Put it")[0]));
        System.IO.File.Move(File + ".moved", File);
        Assert.True(await journal.TryRecoverAsync(None));
        Assert.Null(told[2]);
    }

    /// <summary>Rows that are in the WAL only are moved into whatever file is opened with it, and are gone with that file.</summary>
    [Fact]
    public async Task Recovery_WhenAnotherFileIsRefused_LeavesTheWalToTheJournal()
    {
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        await journal.AppendAsync([Samples.Intent("first")], None);
        Assert.Single((await Found(journal, "first")).Intents); // a reader's connection keeps the WAL behind the failure
        string older = await BackUpAsync("older");
        for (int i = 0; i < 50; i++)
        {
            await journal.AppendAsync([Samples.Intent($"r{i}")], None);
        }
        await OtherTool.QueryAsync(File, "PRAGMA wal_checkpoint(TRUNCATE)");
        await journal.AppendAsync([Samples.Intent("acknowledged")], None);
        await FailAndRecover(disk, journal, Exchange, isRecovered: false);

        System.IO.File.Move(File + ".moved", File, overwrite: true);
        Assert.True(await journal.TryRecoverAsync(None));
        Assert.Single((await Found(journal, "acknowledged")).Intents);

        void Exchange()
        {
            System.IO.File.Move(File, File + ".moved");
            System.IO.File.Copy(older, File);
        }
    }

    private static async Task FailAndRecover(
        FakeDisk disk,
        SqliteSigningJournal journal,
        Action meanwhile,
        bool isRecovered
    )
    {
        disk.BeforeCommit = static () => throw FakeDisk.IoError;
        await FaultOf(journal.AppendAsync([Samples.Intent("lost")], None));
        disk.BeforeCommit = static () => { };
        meanwhile();
        Assert.Equal(isRecovered, await journal.TryRecoverAsync(None));
    }

    private string Beside(string name) => Path.Combine(Path.GetDirectoryName(File)!, name);

    private async Task<string> BackUpAsync(string name)
    {
        await OtherTool.QueryAsync(File, $"VACUUM INTO '{Beside(name)}'");
        return Beside(name);
    }

    private void Put(string? copy)
    {
        foreach (string end in (string[])["", "-wal", "-shm"])
        {
            System.IO.File.Delete(File + end);
        }
        if (copy is not null)
        {
            System.IO.File.Copy(copy, File);
        }
    }

    [Fact]
    public async Task Dispose_WhenFailed_Ends()
    {
        FakeDisk disk = new() { BeforeCommit = static () => throw FakeDisk.IoError };
        SqliteSigningJournal journal = Open(disk);
        await FaultOf(journal.AppendAsync([Samples.Intent("lost")], None));
        await journal.DisposeAsync();
        Assert.Equal(JournalState.Stopped, journal.Health.State);
        Assert.False(await journal.TryRecoverAsync(None));
    }
}
