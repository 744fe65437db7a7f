// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>An outcome names its intent; one of before schema 5 names none, and is found all the same.</summary>
public sealed class OutcomeIntentTests : ChainFixture
{
    // Outcomes that name another intent than their own, or none.
    private const string Wrong = """
        SELECT o.sequence FROM outcome AS o JOIN intent AS i USING (tenant, caller, request_id, attempt, step)
        WHERE o.intent_sequence IS NOT i.sequence
        """;

    [Fact]
    public async Task Append_WhenAnOutcomeComes_NamesItsIntent()
    {
        FakeDisk disk = new();
        await using (SqliteSigningJournal journal = Open(disk))
        {
            await RoundAsync(journal, "r");
            // An append that is undone gives its places in the sequence to the next one.
            await FaultOf(journal.AppendAsync([Samples.Intent("undone"), Samples.Intent("r")], None));
            await RoundAsync(journal, "s");
            await journal.AppendAsync([Samples.Intent("open")], None);
            disk.BeforeCommit = static () => throw FakeDisk.IoError;
            await FaultOf(journal.AppendAsync([Samples.Intent("lost")], None));
            disk.BeforeCommit = static () => { };
            Assert.True(await journal.TryRecoverAsync(None));
            // Nothing is remembered behind a commit that failed: the file is asked.
            await journal.AppendAsync([Samples.Intent("new")], None);
            await journal.AppendAsync([Samples.Signed("new"), Samples.Signed("open")]);
            await journal.AppendAsync([Samples.Intent("last")], None);
        }
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.AppendAsync([Samples.Signed("last")]);
            Assert.True((await Found(journal, "last")).IsSigned(1));
        }
        Assert.Empty(await OtherTool.QueryAsync(File, Wrong));
        Assert.Equal(["7"], await OtherTool.QueryAsync(File, "SELECT count(*) FROM outcome"));
        Assert.Empty(Verify().Findings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_WhenAnOutcomeIsTheSecond_IsRefused(bool isReopened)
    {
        SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r")], None);
        await journal.AppendAsync([Samples.Signed("r")]);
        if (isReopened)
        {
            await journal.DisposeAsync();
            journal = Open();
        }
        await using (journal)
        {
            SigningException fault = await FaultOf(journal.AppendAsync([Samples.Signed("r")]));
            Assert.Equal(SigningErrorKind.RequestIdReused, fault.Kind);
            Assert.Equal(2, journal.Head.Sequence);
        }
    }

    [Fact]
    public async Task Append_WhenThereIsNoIntent_IsRefused()
    {
        await using SqliteSigningJournal journal = Open();
        SigningException fault = await FaultOf(journal.AppendAsync([Samples.Signed("r")]));
        Assert.Equal(SigningErrorKind.Internal, fault.Kind);
        Assert.Contains("no intent", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, journal.Head.Sequence);
    }

    [Fact]
    public async Task Open_WhenOutcomesNameNone_FindsAndGuardsThemAsBefore()
    {
        OldSchema.Make(File, version: 4, requests: 5);
        await using (SqliteSigningJournal journal = Open())
        {
            Assert.Equal("r4", Assert.Single(await journal.CloseOpenIntentsAsync(None)).Request.RequestId);
            Assert.Equal(OutcomeKind.Signed, Assert.Single((await Found(journal, "r2")).Outcomes).Kind);
            Assert.Equal(OutcomeKind.Unknown, Assert.Single((await Found(journal, "r4")).Outcomes).Kind);
            foreach (string id in (string[])["r2", "r4"])
            {
                SigningException fault = await FaultOf(journal.AppendAsync([Samples.Signed(id)]));
                Assert.Equal(SigningErrorKind.RequestIdReused, fault.Kind);
            }
        }
        Assert.Equal(["5|1"], await OtherTool.QueryAsync(File, "SELECT count(*), count(intent_sequence) FROM outcome"));
        Assert.Empty(Verify().Findings);
        Assert.Single(await OtherTool.ChainAsync(File));
    }

    [Fact]
    public async Task Find_WhenOnlyTheIntentOfOneThatNamesNoneWasArchived_KnowsTheAttempt()
    {
        OldSchema.Make(File, version: 4, requests: 5);
        await Open().DisposeAsync();
        await OtherTool.TamperAsync(
            File,
            """
            INSERT INTO archive SELECT 1, 3, row_hash, 1, 'a.db', x'00', '2027-01-02T00:00:00.0000000Z' FROM intent WHERE sequence = 3;
            DELETE FROM intent WHERE sequence <= 3; DELETE FROM outcome WHERE sequence <= 3;
            """
        );
        await using SqliteSigningJournal journal = Open();
        Assert.Null(await journal.FindAsync(Samples.Key("r0"), None));
        JournaledRequest parted = await Found(journal, "r1");
        Assert.Equal((1, 0, 0), (parted.Attempt, parted.Intents.Count, parted.Outcomes.Count));
        Assert.True((await Found(journal, "r2")).IsSigned(1));
    }

    [Fact]
    public async Task Read_WhenAFileIsOfTheSchemaBefore_ReadsItAsItIs()
    {
        OldSchema.Make(File, version: 4, requests: 5);
        AuditReport report = Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(10, report.Rows);
        using (JournalBrowser browser = JournalBrowser.Open(File))
        {
            JournalRow row = Assert.Single(
                browser.Search(new JournalSearch { RequestId = "r2", Kinds = ["outcome"] }).Rows
            );
            Assert.Null(row.Columns.Single(static c => c.Key == "intent_sequence").Value);
            Assert.Equal(10, browser.Export().Count());
        }
        Assert.Equal(["4"], await OtherTool.QueryAsync(File, "PRAGMA user_version"));
    }

    [Theory]
    [InlineData("UPDATE outcome SET intent_sequence = 1 WHERE sequence = 4")]
    [InlineData("UPDATE outcome SET intent_sequence = NULL WHERE sequence = 4")]
    public async Task Verify_WhenAnOutcomeNamesAnotherIntent_FindsTheRow(string sql)
    {
        await FillAsync(1, roundsOfCheckpoint: 1);
        await OtherTool.TamperAsync(File, sql);
        Assert.Equal(4, Found(AuditFindingKind.RowAltered).Sequence);
    }

    [Theory]
    [InlineData("intent_sequence")]
    [InlineData("digest_to_sign")]
    public async Task Verify_WhenAColumnIsGone_FindsTheRows(string column)
    {
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.AppendAsync([Samples.Intent("r") with { DigestToSign = default }], None);
            await journal.AppendAsync([Samples.Signed("r") with { DigestToSign = new byte[32] }]);
        }
        await OtherTool.TamperAsync(
            File,
            $"""
            CREATE TABLE less AS SELECT * FROM outcome; ALTER TABLE less DROP COLUMN {column};
            DROP VIEW journal; DROP TABLE outcome; ALTER TABLE less RENAME TO outcome;
            CREATE VIEW journal AS SELECT sequence, recorded_at FROM outcome;
            """
        );
        Assert.NotEmpty(Verify().Findings);
    }
}
