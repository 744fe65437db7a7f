// SPDX-License-Identifier: Apache-2.0
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

    private Task<CommandRun> ArchiveAsync(int year) =>
        CommandRun.HbsAsync("audit", "archive", Journal, "--year", $"{year}", "--out", _folder.Path, "--yes");

    private static async Task IsIntactAsync(long rows, params string[] file)
    {
        var run = await CommandRun.HbsAsync(["audit", "verify", .. file, "--node", "node-1", "--json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(rows, run.Json.Single().GetProperty("rows").GetInt64());
    }
}
