// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Rows of years that are over really move, and both files verify with the command that is documented.</summary>
public sealed class AuditArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Journal => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_AfterRowsWereArchived_FindsBothFilesIntactEachAsWhatItIs()
    {
        await YearsOfRows.WriteAsync(Journal, "node-1", 2023, 2024);
        var archived = await ArchiveAsync(2023);
        var archive = _folder.File("journal-node-1-000000000001-000000000004.db");

        Assert.Equal((0, ""), (archived.ExitCode, archived.Error));
        Assert.Contains("rows 1 to 4 are in " + archive, archived.Output, StringComparison.Ordinal);
        await IsIntactAsync(4, archive, "--archive");
        await IsIntactAsync(5, Journal);
        Assert.Equal(1, (await CommandRun.HbsAsync("audit", "verify", archive)).ExitCode);
        Assert.Equal(1, (await CommandRun.HbsAsync("audit", "verify", Journal, "--archive")).ExitCode);
    }

    [Fact]
    public async Task Verify_AfterRowsWereArchived_NamesTheArchiveWithItsDigest()
    {
        await YearsOfRows.WriteAsync(Journal, "node-1", 2023, 2024);
        Assert.Empty((await ReportAsync()).GetProperty("archives").EnumerateArray());
        var printed = (await ArchiveAsync(2023)).Output;

        var archive = Assert.Single((await ReportAsync()).GetProperty("archives").EnumerateArray());
        Assert.Equal("journal-node-1-000000000001-000000000004.db", archive.GetProperty("file").GetString());
        Assert.Equal(1, archive.GetProperty("firstSequence").GetInt64());
        Assert.Equal(4, archive.GetProperty("lastSequence").GetInt64());
        Assert.EndsWith(
            "SHA-256 " + archive.GetProperty("sha256").GetString(),
            printed.TrimEnd(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Archive_WhenItIsAnothersJournal_AsksNothingAndMovesNothing()
    {
        await YearsOfRows.WriteAsync(Journal, "node-1", 2023, 2024);
        string[] archive = ["audit", "archive", Journal, "--year", "2023", "--out", _folder.Path, "--node"];
        var run = await CommandRun.HbsAsync([.. archive, "node-2"], "2023\n");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"hbs: {Journal} is the journal of node node-1, not of node-2\n", run.Error);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.db"));
        Assert.Equal(0, (await CommandRun.HbsAsync([.. archive, "node-1"], "2023\n")).ExitCode);
    }

    [Fact]
    public async Task Archive_WhenTheJournalHasNoCheckpoint_SaysWhatIsMissing()
    {
        await YearsOfRows.WriteUnsealedAsync(Journal, "node-1", 2023);
        var run = await ArchiveAsync(2023);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"hbs: {Journal}: the journal has no checkpoint yet: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("journal.checkpointKey", run.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.db"));
    }

    private Task<CommandRun> ArchiveAsync(int year) =>
        CommandRun.HbsAsync("audit", "archive", Journal, "--year", $"{year}", "--out", _folder.Path, "--yes");

    private async Task<JsonElement> ReportAsync()
    {
        var run = await CommandRun.HbsAsync("audit", "verify", Journal, "--json");
        return run.Json.Single();
    }

    private static async Task IsIntactAsync(long rows, params string[] file)
    {
        var run = await CommandRun.HbsAsync(["audit", "verify", .. file, "--node", "node-1", "--json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(rows, run.Json.Single().GetProperty("rows").GetInt64());
    }
}
