// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

public sealed class PairTests : JournalFixture
{
    [Fact]
    public async Task FindPair_WhenItWasAppended_GivesEveryValueAlsoAfterReopening()
    {
        await using (SqliteSigningJournal journal = Open())
        {
            Assert.Null(await journal.FindPairAsync(Samples.Key("r"), None));
            await journal.AppendAsync(Samples.Pair("r"));
            AssertPair("r", await journal.FindPairAsync(Samples.Key("r"), None));
        }
        await using SqliteSigningJournal reopened = Open();
        AssertPair("r", await reopened.FindPairAsync(Samples.Key("r"), None));
        Assert.Null(await reopened.FindPairAsync(Samples.Key("R"), None));
    }

    [Fact]
    public async Task Append_WhenTheRequestHasAPair_LetsTheFirstOneStand()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync(Samples.Pair("r"));
        SigningException refusal = await FaultOf(
            journal.AppendAsync(Samples.Pair("other") with { Request = Samples.Key("r") })
        );
        Assert.Equal(SigningErrorKind.RequestIdReused, refusal.Kind);
        AssertPair("r", await journal.FindPairAsync(Samples.Key("r"), None));
        Assert.Equal(JournalState.Running, journal.Health.State);
    }

    [Fact]
    public async Task Append_WhenSignaturesWaitToo_SharesTheirCommitAndTheirSequence()
    {
        FakeDisk disk = new();
        using Gate gate = new();
        await using SqliteSigningJournal journal = Open(disk);
        disk.BeforeCommit = gate.Wait;
        Task first = journal.AppendAsync([Samples.Intent("a")], None).AsTask();
        await gate.Reached;
        Task pair = journal.AppendAsync(Samples.Pair("b")).AsTask();
        Task second = journal.AppendAsync([Samples.Intent("c")], None).AsTask();
        gate.Open();
        await Task.WhenAll(first, pair, second);
        Assert.Equal(2, disk.Commits);
        Assert.Equal(
            ["1|intent|a", "2|pair|b", "3|intent|c"],
            await OtherTool.QueryAsync(File, "SELECT sequence, kind, request_id FROM journal ORDER BY sequence")
        );
    }

    [Fact]
    public async Task Append_WhenTheJournalIsReopened_GoesOnBehindThePair()
    {
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.AppendAsync([Samples.Intent("r")], None);
            await journal.AppendAsync(Samples.Pair("r"));
        }
        await using SqliteSigningJournal reopened = Open();
        Assert.Equal(2, reopened.Health.LastSequence);
        await reopened.AppendAsync([Samples.Intent("s")], None);
        Assert.Equal(3, reopened.Health.LastSequence);
    }

    [Fact]
    public async Task Open_WhenTheFileIsOfSchemaOne_KeepsItsRowsAndTakesPairs()
    {
        OldSchema.Make(File, version: 1, requests: 1);
        await using SqliteSigningJournal journal = Open();
        Assert.Equal(1, journal.Health.LastSequence);
        await journal.AppendAsync(Samples.Pair("r0"));
        Assert.Equal(["6"], await OtherTool.QueryAsync(File, "PRAGMA user_version"));
        Assert.Equal(
            ["1|intent", "2|pair"],
            await OtherTool.QueryAsync(File, "SELECT sequence, kind FROM journal ORDER BY sequence")
        );
    }

    [Theory]
    [InlineData("UPDATE pair SET lookup_code = 'x'")]
    [InlineData("DELETE FROM pair")]
    public async Task Pair_WhenSomebodyChangesIt_IsRefused(string sql)
    {
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.AppendAsync(Samples.Pair("r"));
        }
        using SqliteConnection connection = new($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        SqliteException refusal = Assert.Throws<SqliteException>(() => command.ExecuteNonQuery());
        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_WhenADigestIsCutOff_IsRefusedBeforeItCostsOthersTheirCommit()
    {
        await using SqliteSigningJournal journal = Open();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await journal.AppendAsync(Samples.Pair("r") with { PdfDigest = new byte[31] })
        );
        Assert.Null(await journal.FindPairAsync(Samples.Key("r"), None));
    }

    private static void AssertPair(string id, SealedPair? found)
    {
        SealedPair expected = Samples.Pair(id);
        Assert.NotNull(found);
        Assert.Equal(expected.Request, found.Request);
        Assert.Equal(expected.LookupCode, found.LookupCode);
        Assert.Equal(expected.XmlDigest.ToArray(), found.XmlDigest.ToArray());
        Assert.Equal(expected.PdfDigest.ToArray(), found.PdfDigest.ToArray());
        Assert.Equal(expected.SealedAt, found.SealedAt);
    }
}
