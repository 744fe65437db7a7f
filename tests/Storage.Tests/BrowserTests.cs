// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Reading a journal: the last rows, searches, lines of JSON.</summary>
public sealed class BrowserTests : ChainFixture
{
    [Theory]
    [InlineData(1, new long[] { 24 })]
    [InlineData(3, new long[] { 22, 23, 24 })]
    [InlineData(24, null)]
    [InlineData(1000, null)]
    public async Task Tail_WhenAskedForRows_GivesTheLast(int count, long[]? expected)
    {
        await FillAsync(4);
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Equal(
            expected ?? [.. Enumerable.Range(1, 24).Select(static i => (long)i)],
            Numbers(browser.Tail(count))
        );
    }

    [Fact]
    public async Task Tail_WhenThereAreNoRows_IsEmpty()
    {
        await Open().DisposeAsync();
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Empty(browser.Tail(5));
        Assert.Equal(("node-1", 0L), (browser.Node, browser.LastSequence));
    }

    [Fact]
    public async Task Read_WhenTheFileLacksATable_IsToldAsBadData()
    {
        await FillAsync(1);
        await OtherTool.TamperAsync(File, "DROP TABLE event; DROP TABLE archive;");
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Throws<InvalidDataException>(() => browser.LastSequence);
        Assert.Throws<InvalidDataException>(() => browser.Tail(1));
        Assert.Throws<InvalidDataException>(() => browser.Export().Count());
        Assert.Throws<InvalidDataException>(() => browser.Search(new JournalSearch()));
        Assert.Throws<InvalidDataException>(() => browser.Archives());
        Assert.Throws<InvalidDataException>(() => Verify(new AuditOptions()));
    }

    [Fact]
    public async Task Open_OfALinkToALiveJournal_SeesItsWal()
    {
        await using SqliteSigningJournal journal = Open();
        await RoundAsync(journal, "r0");
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(File)!, "links")).FullName;
        string link = Path.Combine(folder, "link.db");
        System.IO.File.CreateSymbolicLink(link, File);
        using JournalBrowser browser = JournalBrowser.Open(link);
        Assert.Equal(RowsOfRound, browser.LastSequence);
        Assert.Equal([link], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Follow_WhenRowsCome_GivesEachOnce()
    {
        await using SqliteSigningJournal journal = Open();
        await RoundAsync(journal, "r0");
        using JournalBrowser browser = JournalBrowser.Open(File);
        StepTime time = new();
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(30));
        List<long> seen = [];
        await foreach (JournalRow row in browser.FollowAsync(3, TimeSpan.FromSeconds(1), time, end.Token))
        {
            seen.Add(row.Sequence);
            if (row.Sequence == 6)
            {
                await RoundAsync(journal, "r1");
                _ = time.TimerOf(TimeSpan.FromSeconds(1))
                    .ContinueWith(_ => time.Advance(TimeSpan.FromSeconds(1)), TaskScheduler.Default);
            }
            if (row.Sequence == 12)
            {
                break;
            }
        }
        Assert.Equal([4, 5, 6, 7, 8, 9, 10, 11, 12], seen);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task Search_WhenSomethingIsSet_GivesTheRowsForWhichItHolds(JournalSearch search, long[] expected)
    {
        await FillAsync(3);
        using JournalBrowser browser = JournalBrowser.Open(File);
        JournalPage page = browser.Search(search);
        Assert.Equal(expected, Numbers(page.Rows));
        Assert.Null(page.Next);
    }

    // A round: 1 event, 2 intent, 3 intent of a document timestamp, 4 and 5 outcomes, 6 pair; and so on.
    public static TheoryData<JournalSearch, long[]> Searches =>
        new()
        {
            { new(), [.. Enumerable.Range(1, 18).Select(static i => (long)i)] },
            {
                new() { After = 16 },
                [17, 18]
            },
            {
                new() { RequestId = "r1" },
                [7, 8, 9, 10, 11, 12]
            },
            {
                new() { RequestId = "r" },
                []
            },
            {
                new() { Caller = "trường-12" },
                [1, 7, 13]
            },
            {
                new()
                {
                    Tenant = "so-gddt-hn",
                    Caller = "loopback",
                    RequestId = "r2",
                    Kinds = ["intent"],
                },
                [14, 15]
            },
            {
                new() { Tenant = "another" },
                []
            },
            {
                new() { IdentityId = "gv-toán-01" },
                [1, 2, 4, 7, 8, 10, 13, 14, 16]
            },
            {
                new() { IdentityId = "gv-toán" },
                []
            },
            {
                new() { IdentityId = "gv-toán-01", Kinds = ["signed"] },
                [4, 10, 16]
            },
            {
                new() { Kinds = ["pair", "call-refused"] },
                [1, 6, 7, 12, 13, 18]
            },
            {
                new() { Kinds = ["outcome"] },
                [4, 5, 10, 11, 16, 17]
            },
            {
                new() { Kinds = ["event"] },
                [1, 7, 13]
            },
            {
                new() { Kinds = ["failed"] },
                []
            },
            {
                new() { Digest = Samples.Signed("r1").ResultDigest },
                [8, 9, 10, 11]
            },
            {
                new() { Digest = Samples.Intent("r2").InputDigest },
                [14, 15]
            },
            {
                new() { Digest = Samples.Pair("r0").XmlDigest },
                [6]
            },
            {
                new() { Digest = Samples.Pair("r0").PdfDigest },
                [6]
            },
            {
                new() { Digest = new byte[32] },
                []
            },
            {
                new() { From = Samples.SigningTime.AddYears(100) },
                []
            },
            {
                new() { Until = Samples.SigningTime.AddYears(-100) },
                []
            },
            {
                new()
                {
                    From = Samples.SigningTime.AddYears(-1),
                    Until = Samples.SigningTime.AddYears(100),
                    Kinds = ["pair"],
                },
                [6, 12, 18]
            },
        };

    [Fact]
    public async Task Search_WhenItIsABatch_FindsItsItems()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("b"), Samples.Intent("b/1"), Samples.Intent("bb/1")], None);
        await journal.AppendAsync(Samples.Refused("x") with { Subject = "gv-toán-01/3" });
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Equal([1, 2], Numbers(browser.Search(new JournalSearch { RequestId = "b" }).Rows));
        Assert.Equal([1, 2, 3, 4], Numbers(browser.Search(new JournalSearch { IdentityId = "gv-toán-01" }).Rows));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Search_WhenWhatWasSignedStandsInTheOutcome_FindsBothRows(int schema)
    {
        if (schema == 4)
        {
            OldSchema.Make(File, version: 4, requests: 2);
        }
        else
        {
            await using SqliteSigningJournal journal = Open();
            await journal.AppendAsync([Samples.Intent("r") with { DigestToSign = default }], None);
            await journal.AppendAsync([Samples.Signed("r") with { DigestToSign = Samples.Hash("late") }]);
        }
        using JournalBrowser browser = JournalBrowser.Open(File);

        JournalPage page = browser.Search(new JournalSearch { Digest = Samples.Hash("late") });

        long[] expected = schema == 4 ? [] : [1, 2];
        Assert.Equal(expected, Numbers(page.Rows));
    }

    [Fact]
    public async Task Search_WhenThereAreMorePages_GivesEachRowOnce()
    {
        await FillAsync(5);
        using JournalBrowser browser = JournalBrowser.Open(File);
        List<long> seen = [];
        long? next = 0;
        while (next is { } after)
        {
            JournalPage page = browser.Search(
                new JournalSearch
                {
                    Kinds = ["intent", "pair"],
                    Limit = 4,
                    After = after,
                }
            );
            Assert.InRange(page.Rows.Count, 1, 4);
            seen.AddRange(Numbers(page.Rows));
            next = page.Next;
        }
        Assert.Equal(15, seen.Count);
        Assert.Equal(seen.Distinct().Order(), seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task Search_WhenTheLimitIsOutOfRange_IsRefused(int limit)
    {
        await Open().DisposeAsync();
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Throws<ArgumentOutOfRangeException>(() => browser.Search(new JournalSearch { Limit = limit }));
    }

    [Fact]
    public async Task Export_AsJsonLines_SaysWhatTheTablesSay()
    {
        await FillAsync(2);
        using JournalBrowser browser = JournalBrowser.Open(File);
        string[] lines = [.. browser.Export().Select(static row => row.ToJsonLine())];
        Assert.Equal(12, lines.Length);
        Assert.All(lines, static line => Assert.DoesNotContain('\n', line));
        using var intent = JsonDocument.Parse(lines[1]);
        Assert.Equal("intent", intent.RootElement.GetProperty("table").GetString());
        Assert.Equal(2, intent.RootElement.GetProperty("sequence").GetInt64());
        Assert.Equal("gv-toán-01", intent.RootElement.GetProperty("identity_id").GetString());
        Assert.Equal(JsonValueKind.Null, intent.RootElement.GetProperty("certificate_status").ValueKind);
        string hash = intent.RootElement.GetProperty("row_hash").GetString()!;
        Assert.Equal([hash], await OtherTool.QueryAsync(File, "SELECT row_hash FROM intent WHERE sequence = 2"));
        Assert.Equal([3L, 4L, 5L], Numbers(browser.Export(2, 5)));
    }

    [Fact]
    public async Task Row_WhenRead_HasItsHead()
    {
        await FillAsync(1);
        using JournalBrowser browser = JournalBrowser.Open(File);
        JournalRow row = browser.Tail(3)[0];
        Assert.Equal(
            ("outcome", "signed", "node-1", "so-gddt-hn", "loopback", "r0"),
            (row.Table, row.Kind, row.Node, row.Tenant, row.Caller, row.RequestId)
        );
        Assert.InRange(row.RecordedAt, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow);
        Assert.Equal("tsa-1", row.Value("timestamp_authority"));
        Assert.Null(row.Value("no such column"));
    }

    /// <summary>Each table was looked at as it was at that moment: what follows asked for the rows behind the last one it had seen.</summary>
    [Fact]
    public async Task Export_WhenRowsAreCommittedBetweenTwoTables_PassesNoneOver()
    {
        await using SqliteSigningJournal journal = Open();
        SqliteConnection connection = ReadOnlyJournal.Open(File);
        using JournalBrowser browser = new(connection);
        bool isCommitted = false;
        raw.sqlite3_trace(
            connection.Handle,
            (_, sql) =>
            {
                if (!isCommitted && sql.Contains("FROM outcome WHERE", StringComparison.Ordinal))
                {
                    isCommitted = true;
                    CommitRound(journal);
                }
            },
            null
        );

        long[] first = [.. Numbers(browser.Export())];
        long[] then = [.. Numbers(browser.Export(first.LastOrDefault()))];

        Assert.True(isCommitted);
        Assert.Equal([1, 2, 3, 4, 5, 6], first.Concat(then));
    }

    // In the middle of a statement, where nothing can be awaited.
    private static void CommitRound(SqliteSigningJournal journal) =>
        Task.Run(() => RoundAsync(journal, "r0")).GetAwaiter().GetResult();

    [Fact]
    public async Task Open_WhenItIsNoJournal_SaysSo()
    {
        Assert.Throws<FileNotFoundException>(() => JournalBrowser.Open(File));
        await System.IO.File.WriteAllTextAsync(File, new string('x', 4096));
        Assert.Throws<InvalidDataException>(() => JournalBrowser.Open(File));
        System.IO.File.Delete(File);
        await OtherTool.QueryAsync(File, "CREATE TABLE marks (pupil TEXT)");
        Assert.Throws<InvalidDataException>(() => JournalBrowser.Open(File));
        System.IO.File.Delete(File);
        OldSchema.Make(File, version: 3, requests: 1);
        Assert.Contains(
            "schema 3",
            Assert.Throws<InvalidDataException>(() => JournalBrowser.Open(File)).Message,
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<long> Numbers(IEnumerable<JournalRow> rows) => rows.Select(static r => r.Sequence);
}
