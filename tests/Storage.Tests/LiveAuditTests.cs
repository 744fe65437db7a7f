// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Audits of a journal whose node is at work, and of copies of it.</summary>
public sealed class LiveAuditTests : ChainFixture
{
    [Fact]
    public async Task Verify_WhileRowsAreWritten_SeesOneSnapshotAndFindsNothing()
    {
        await using SqliteSigningJournal journal = Open();
        await using CheckpointWriter writer = await WriterAsync(journal, Checkpoints with { Rows = 20 });
        using CancellationTokenSource end = new();
        Task work = Task.WhenAll(Enumerable.Range(0, 4).Select(caller => WorkAsync(journal, caller, end.Token)));
        Assert.True(SpinWait.SpinUntil(() => journal.Head.Sequence > 0, TimeSpan.FromSeconds(30)));
        long last = 0;
        for (int i = 0; i < 20; i++)
        {
            AuditReport report = await Task.Run(() => Verify(Audit with { Expected = [] }));
            Assert.Empty(report.Findings);
            Assert.True(report.LastSequence >= last);
            Assert.Equal(report.LastSequence, report.Rows);
            last = report.LastSequence;
        }
        await end.CancelAsync();
        await work;
        Assert.True(last > 0);
        Assert.True(System.IO.File.Exists(File + "-wal"));
        Assert.Equal(journal.Head.Sequence, Verify().LastSequence);
    }

    [Fact]
    public async Task Verify_OfABackupThatWasMadeMeanwhile_FindsNothingAndLeavesNothing()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(File)!, "copy")).FullName;
        string copy = Path.Combine(folder, "bản sao 100%.db");
        await using SqliteSigningJournal journal = Open();
        await using CheckpointWriter writer = await WriterAsync(journal);
        await RoundAsync(journal, "r0");
        await writer.WriteNowAsync(None);
        await OtherTool.QueryAsync(File, $"VACUUM INTO '{copy}'");
        await RoundAsync(journal, "r1");
        AuditReport report = JournalAudit.Verify(copy, Audit, None);
        Assert.Empty(report.Findings);
        Assert.Equal(RowsOfRound, report.Rows);
        Assert.Equal([copy], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Verify_OfAnOldBackupInThePlaceOfTheJournal_FindsWhatIsMissing()
    {
        string copy = File + ".backup";
        await FillAsync(2, roundsOfCheckpoint: 1);
        System.IO.File.Copy(File, copy);
        await FillAsync(2, roundsOfCheckpoint: 1, first: 2);
        Assert.Empty(Verify().Findings);
        System.IO.File.Move(copy, File, overwrite: true);
        AuditFinding finding = Found(AuditFindingKind.RowsTruncated);
        Assert.Equal((13L, 24L), (finding.Sequence, finding.Through));
    }

    [Fact]
    public async Task Verify_OfABackupThatWentOnByItself_FindsTheFork()
    {
        string copy = File + ".backup";
        await FillAsync(2, roundsOfCheckpoint: 1);
        System.IO.File.Copy(File, copy);
        await FillAsync(2, roundsOfCheckpoint: 1, first: 2);
        AuditOptions before = Audit;
        System.IO.File.Move(copy, File, overwrite: true);
        Directory.Delete(Outside, recursive: true);
        await FillAsync(3, roundsOfCheckpoint: 1, first: 5);
        AuditFinding finding = Found(AuditFindingKind.HistoryRewritten, before);
        Assert.Equal((13L, 18L, 3L), (finding.Sequence, finding.Through, finding.Checkpoint));
    }

    [Fact]
    public async Task Verify_WhenRowsAreBehindTheLastCheckpoint_CountsThem()
    {
        await using SqliteSigningJournal journal = Open();
        await using CheckpointWriter writer = await WriterAsync(journal);
        await RoundAsync(journal, "r0");
        await writer.WriteNowAsync(None);
        await RoundAsync(journal, "r1");
        AuditReport report = Verify();
        Assert.Equal((6L, 6L), (report.CoveredSequence, report.RowsBehindCheckpoint));
    }

    [Fact]
    public async Task Verify_WhenItIsCancelled_Ends()
    {
        await FillAsync(1);
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.AppendAsync(
                [.. Enumerable.Range(0, 10_000).Select(i => Samples.Intent("many", step: i))],
                None
            );
        }
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        Assert.Throws<OperationCanceledException>(() => JournalAudit.Verify(File, new AuditOptions(), cancelled.Token));
        CountingProgress progress = new();
        Assert.Equal(10_006, Verify(Audit with { Progress = progress }).Rows);
        Assert.Equal([10_000L], progress.Told);
    }

    private static async Task WorkAsync(SqliteSigningJournal journal, int caller, CancellationToken end)
    {
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            await RoundAsync(journal, $"{caller}-{i}");
        }
    }

    private sealed class CountingProgress : IProgress<long>
    {
        public List<long> Told { get; } = [];

        public void Report(long value) => Told.Add(value);
    }
}
