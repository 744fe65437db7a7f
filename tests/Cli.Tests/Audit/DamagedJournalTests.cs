// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Journals that can be opened, but not read to their end: an answer with its exit code, never a crash.</summary>
public sealed class DamagedJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Journal => _folder.File("journal.db");

    private string Target => _folder.File("rows.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tail")]
    [InlineData("tail --follow")]
    [InlineData("search --kind event")]
    [InlineData("export")]
    [InlineData("export --out")]
    public async Task Read_WhenATableIsMissing_EndsWith3(string verb)
    {
        await WriteAsync();
        Tamperer.Bend(Journal, "DROP TABLE event");
        await EndsWith3Async(verb);
    }

    [Theory]
    [InlineData("tail")]
    [InlineData("tail --follow")]
    [InlineData("search --kind event")]
    [InlineData("export")]
    [InlineData("export --out")]
    public async Task Read_WhenAPageWasOverwritten_EndsWith3(string verb)
    {
        await WriteAsync();
        await OverwriteAsync("event");
        await EndsWith3Async(verb);
    }

    [Theory]
    [InlineData("key_use", "keys")]
    [InlineData("key_use", "keys --json")]
    [InlineData("sqlite_autoindex_status_evidence_1", "evidence 00 --out")]
    public async Task Read_WhenThePageOfItsTableWasOverwritten_EndsWith3(string table, string verb)
    {
        await WriteAsync();
        await OverwriteAsync(table);
        await EndsWith3Async(verb.Replace("00", new string('0', 64), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follow_WhenTheFileIsDamagedMeanwhile_EndsWith3()
    {
        await WriteAsync();
        using var output = new FirstLine();
        await using var error = new StringWriter();
        var following = HbsCommandLine.RunAsync(
            ["audit", "tail", Journal, "--lines", "1", "--follow", "--json"],
            new Terminal(TextReader.Null, output, error)
        );
        await output.Written.WaitAsync(TimeSpan.FromSeconds(20));
        Tamperer.Bend(Journal, "DROP TABLE event");

        Assert.Equal(3, await following.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.StartsWith("hbs: " + Journal, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event")]
    [InlineData("archive")]
    public async Task Verify_WhenAPageWasOverwritten_Tells(string table)
    {
        await WriteAsync();
        await OverwriteAsync(table);
        var run = await CommandRun.HbsAsync("audit", "verify", Journal, "--json");

        // Where the chain begins stands in the table of archives: without it there is nothing to walk.
        Assert.Equal(table == "archive" ? 3 : 1, run.ExitCode);
        var told = table == "archive" ? run.Error : run.Output;
        Assert.Contains("malformed", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node", "id, created_at", "NULL, NULL")]
    [InlineData(
        "archive",
        "first_sequence, last_sequence, row_hash, checkpoint, file_name, file_digest, archived_at",
        "1, NULL, 2, 3, 4, 5, 6"
    )]
    public async Task Verify_WhenWhereTheChainBeginsIsNonsense_EndsWith3(string table, string columns, string values)
    {
        await WriteAsync();
        Bend(table, columns, values);
        var run = await CommandRun.HbsAsync("audit", "verify", Journal);

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("hbs: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenACheckpointIsNonsense_FindsTheFileDamaged()
    {
        await WriteAsync();
        const string Columns =
            "number, sequence, row_hash, time, previous_digest, canonical, signature, timestamp_token";
        Bend("checkpoint", Columns, "1, 4, x'00', NULL, x'00', x'00', x'00', NULL");
        var run = await CommandRun.HbsAsync("audit", "verify", Journal, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FILE_DAMAGED", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event")]
    [InlineData("node")]
    public async Task Archive_WhenTheJournalIsDamaged_MovesNothingAndSaysSo(string table)
    {
        await WriteAsync();
        await OverwriteAsync(table);
        var run = await CommandRun.HbsAsync(
            "audit",
            "archive",
            Journal,
            "--year",
            "2023",
            "--out",
            _folder.Path,
            "--yes"
        );

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("hbs: ", run.Error, StringComparison.Ordinal);
        Assert.Equal([Journal], Directory.GetFiles(_folder.Path, "*.db"));
    }

    private Task WriteAsync() => YearsOfRows.WriteAsync(Journal, "node-1", 2023);

    private async Task EndsWith3Async(string verb)
    {
        string[] words = verb.Split(' ');
        string[] target = verb.EndsWith("--out", StringComparison.Ordinal) ? [Target] : [];
        var run = await CommandRun.HbsAsync(["audit", words[0], Journal, .. words[1..], .. target]);

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("hbs: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*rows.jsonl*"));
    }

    // As with any tool that knows no STRICT.
    private void Bend(string table, string columns, string values) =>
        Tamperer.Bend(
            Journal,
            $"DROP TABLE {table}",
            $"CREATE TABLE {table} ({columns})",
            $"INSERT INTO {table} ({columns}) VALUES ({values})"
        );

    private async Task OverwriteAsync(string table)
    {
        const int PageSize = 4096;
        var page = Tamperer.Ask(Journal, $"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'");
        await using var file = new FileStream(Journal, FileMode.Open, FileAccess.Write);
        file.Position = (page - 1) * PageSize;
        var noise = new byte[PageSize];
        noise.AsSpan().Fill(0xA5);
        await file.WriteAsync(noise);
    }
}
