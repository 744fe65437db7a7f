// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>What the writer chains, another implementation chains alike.</summary>
public sealed class ChainTests : ChainFixture
{
    [Fact]
    public async Task Open_WhenTheFileIsOfSchema5_KeepsItsChainCheckpointsAndRequests()
    {
        await FillAsync(4, roundsOfCheckpoint: 2);
        await using (SqliteSigningJournal today = Open())
        {
            await today.AppendAsync([Samples.Intent("crashed"), Samples.Intent("crashed", step: 1)], None);
        }
        OldSchema.TakeDigests(File);
        Assert.Empty(Verify().Findings);
        await using (SqliteSigningJournal journal = Open())
        {
            JournaledRequest found = await Found(journal, "r1");
            Assert.All(found.Intents, static intent => Assert.False(intent.DigestToSign.IsEmpty));
            Assert.All(found.Outcomes, static outcome => Assert.True(outcome.DigestToSign.IsEmpty));
            Assert.Equal(2, (await journal.CloseOpenIntentsAsync(None)).Count);
            await journal.AppendAsync([Samples.Intent("new") with { DigestToSign = default }], None);
            await journal.AppendAsync([Samples.Signed("new") with { DigestToSign = Samples.Hash("late") }]);
        }
        Assert.Equal(["6"], await OtherTool.QueryAsync(File, "PRAGMA user_version"));
        AuditReport report = Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(24, report.CoveredSequence);
        Assert.DoesNotContain(
            await OtherTool.ChainAsync(File),
            static line => !line.StartsWith("end", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Append_WhenRowsOfEveryKind_ChainsThemAsAnotherImplementationDoes()
    {
        await FillAsync(5);
        string[] chain = await OtherTool.ChainAsync(File);
        await using SqliteSigningJournal journal = Open();
        Assert.Equal([$"end {Convert.ToHexStringLower(journal.Head.RowHash.Span)}"], chain);
        Assert.Equal(5 * RowsOfRound, journal.Head.Sequence);
    }

    [Fact]
    public async Task Append_WhenSomeAreRefusedAndUndone_KeepsTheChain()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r")], None);
        SigningIntent[] halfKnown = [Samples.Intent("s"), Samples.Intent("r")];
        await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(i =>
                    i % 3 == 0
                        ? FaultOf(journal.AppendAsync(halfKnown, None))
                        : journal.AppendAsync([Samples.Intent($"{i}")], None).AsTask()
                )
        );
        Assert.Equal(21, journal.Head.Sequence);
        Assert.Empty(Verify().Findings);
        Assert.Single(await OtherTool.ChainAsync(File));
    }

    [Fact]
    public async Task Append_WhenTheFileIsOpenedAgain_GoesOnWithTheChain()
    {
        for (int i = 0; i < 3; i++)
        {
            await FillAsync(1, first: i);
        }
        AuditReport report = Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(3 * RowsOfRound, report.Rows);
        Assert.Equal(3, report.Checkpoints);
        Assert.Equal(0, report.RowsBehindCheckpoint);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Open_WhenTheSchemaIsOlder_ChainsItsRows(int version)
    {
        OldSchema.Make(File, version, requests: 700); // more than a page of the upgrade
        await using (SqliteSigningJournal journal = Open())
        {
            Assert.Equal(version > 1 ? 1400 : 1399, journal.Health.LastSequence);
            await journal.AppendAsync([Samples.Intent("new")], None);
            Assert.Equal(0, (await Found(journal, "r3")).Intents[0].IdentityVersion);
            Assert.Equal(2, (await Found(journal, "new")).Intents[0].IdentityVersion);
        }
        Assert.Single(await OtherTool.ChainAsync(File));
        AuditReport report = Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(version > 1 ? 1401 : 1400, report.Rows);
    }

    [Fact]
    public async Task Open_WhenTheUpgradeIsInterrupted_LeavesTheOldFile()
    {
        OldSchema.Make(File, version: 3, requests: 5);
        using (SqliteConnection connection = JournalConnection.OpenWriter(Options))
        {
            JournalConnection.Execute(connection, "CREATE TABLE key_use (in_the_way INTEGER)");
            Assert.Throws<SqliteException>(() => JournalSchema.Ensure(connection, Options, "2026"));
        }
        Assert.Equal(["3"], await OtherTool.QueryAsync(File, "PRAGMA user_version"));
        await OtherTool.QueryAsync(File, "DROP TABLE key_use");
        await Open().DisposeAsync();
        Assert.Single(await OtherTool.ChainAsync(File));
    }

    [Theory]
    [InlineData("UPDATE event SET detail = 'x'")]
    [InlineData("DELETE FROM event")]
    [InlineData("UPDATE outcome SET kind = 'failed'")]
    [InlineData("DELETE FROM intent")]
    [InlineData("UPDATE checkpoint SET sequence = 1")]
    [InlineData("DELETE FROM checkpoint")]
    public async Task Change_WhenItIsAnAccident_IsRefused(string sql)
    {
        await FillAsync(1, roundsOfCheckpoint: 1);
        using SqliteConnection connection = new($"Data Source={File};Pooling=False");
        connection.Open();
        SqliteException refusal = Assert.Throws<SqliteException>(() => JournalConnection.Execute(connection, sql));
        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_WhenAnEvent_KeepsEveryValue()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync(Samples.Refused("r"));
        await journal.AppendAsync(new JournalEvent { Kind = JournalEventKind.NodeStarted });
        Assert.Equal(
            [
                "1|so-gddt-hn|node-1|trường-12|r|call-refused|SigningService/Sign|gv-toán-01|NotPermitted|No grant covers the role.|3",
                "2||node-1|||node-started|||||1",
            ],
            await OtherTool.QueryAsync(
                File,
                "SELECT sequence, tenant, node, caller, request_id, kind, operation, subject, error, detail, count FROM event"
            )
        );
        Assert.Equal(
            ["1|call-refused", "2|node-started"],
            await OtherTool.QueryAsync(File, "SELECT sequence, kind FROM journal ORDER BY 1")
        );
    }

    [Fact]
    public async Task Append_WhenAnEventIsTooLong_KeepsItsBeginning()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync(
            Samples.Refused("r") with
            {
                Subject = new string('s', 300),
                Detail = new string('d', 3000),
            }
        );
        Assert.Equal(
            ["256|1000"],
            await OtherTool.QueryAsync(File, "SELECT length(subject), length(detail) FROM event")
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("half of a pair \uD83D of surrogates")]
    [InlineData("học bạ 🎓")]
    public async Task Append_WhenATextHoldsAnything_HashesWhatTheRowHolds(string text)
    {
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.AppendAsync(
                Samples.Refused("r") with
                {
                    Subject = text,
                    Detail = new string('x', 999) + text,
                }
            );
        }
        Assert.Empty(Verify().Findings);
        Assert.Single(await OtherTool.ChainAsync(File));
    }

    [Theory]
    [MemberData(nameof(EventKinds))]
    public async Task Append_WhenAnEventIsOfAnyKind_SpellsIt(JournalEventKind kind)
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync(new JournalEvent { Kind = kind });
        string spelled = Assert.Single(await OtherTool.QueryAsync(File, "SELECT kind FROM event"));
        Assert.Equal(kind.ToString(), spelled.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
    }

    public static TheoryData<JournalEventKind> EventKinds => [.. Enum.GetValues<JournalEventKind>()];
}
