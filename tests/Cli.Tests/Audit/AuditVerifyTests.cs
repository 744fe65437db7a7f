// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>The journal of a real server, bent by somebody else's tool in each of five ways, and found at the right row.</summary>
[Collection(nameof(DevelopmentSite))]
public sealed class AuditVerifyTests(DevelopmentSite site, AuditSite audit)
    : IClassFixture<AuditSite>,
        IAsyncLifetime,
        IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => audit.MakeAsync(site);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_WhenNothingWasDone_IsIntactWithEverySealAndTimestamp()
    {
        var run = await VerifyAsync(audit.Journal);

        Assert.Equal(0, run.ExitCode);
        var report = run.Json.Single();
        Assert.True(report.GetProperty("intact").GetBoolean());
        Assert.Equal("dev-1", report.GetProperty("node").GetString());
        Assert.Equal(0, report.GetProperty("rowsBehindCheckpoint").GetInt64());
        Assert.InRange(report.GetProperty("checkpoints").GetInt64(), 2, 100);
        // The last one is made at the stop, when the authority of this server is down already.
        Assert.InRange(report.GetProperty("sealsTimestamped").GetInt64(), 1, 100);
        Assert.Contains(
            "HBS Development Journal",
            report.GetProperty("sealedBy")[0].GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Verify_WhenPeopleAsk_TellsWhatNothingSpeaksFor()
    {
        var run = await CommandRun.HbsAsync("audit", "verify", audit.Journal);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("INTACT", run.Output, StringComparison.Ordinal);
        Assert.Contains("Seals were not checked", run.Output, StringComparison.Ordinal);
        Assert.Contains("--checkpoints", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenNoAuthorityIsTrusted_CallsTheJournalIntactAndItsTimestampsNotChecked()
    {
        string[] verify = ["audit", "verify", audit.Journal, .. Trust[..2]];

        var json = await CommandRun.HbsAsync([.. verify, "--json"]);
        var told = await CommandRun.HbsAsync(verify);

        Assert.Equal((0, 0), (json.ExitCode, told.ExitCode));
        Assert.True(json.Json[0].GetProperty("sealsChecked").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.Json[0].GetProperty("sealsTimestamped").ValueKind);
        Assert.Contains("Timestamps of seals were not checked", told.Output, StringComparison.Ordinal);
        Assert.Contains(told.Lines, static line => line.Contains("Timestamped") && line.Contains("not checked"));
    }

    [Fact]
    public async Task Verify_WhenAnotherAuthorityIsTrusted_FindsItsTimestampsNotGood()
    {
        var stranger = _folder.Write("tsa.pem", new TestPki().Root.Certificate.ExportCertificatePem());

        var run = await CommandRun.HbsAsync(["audit", "verify", audit.Journal, .. Trust[..3], stranger, "--json"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Findings(run), static finding => finding.Kind == "SEAL_NOT_GOOD");
    }

    [Fact]
    public async Task Verify_WhenCheckpointsAreOutsideToo_CountsEachSealOnce()
    {
        var inside = await CommandRun.HbsAsync(["audit", "verify", audit.Journal, .. Trust, "--json"]);
        var both = await VerifyAsync(audit.Journal);
        string[] verify = ["audit", "verify", audit.Journal, .. Trust, "--checkpoints", audit.Checkpoints];
        var told = await CommandRun.HbsAsync(verify);

        var checkpoints = both.Json[0].GetProperty("checkpoints").GetInt64();
        Assert.Contains($"({checkpoints} times)", told.Output, StringComparison.Ordinal);
        Assert.Equal(
            inside.Json[0].GetProperty("sealsTimestamped").GetInt64(),
            both.Json[0].GetProperty("sealsTimestamped").GetInt64()
        );
    }

    [Theory]
    [InlineData("intent", "identity_id = 'somebody-else'")]
    [InlineData("outcome", "kind = 'failed'")]
    [InlineData("event", "detail = 'nothing happened'")]
    [InlineData("intent", "recorded_at = '2020-01-01T00:00:00.0000000Z'")]
    public async Task Verify_WhenARowWasAltered_NamesIt(string table, string change)
    {
        var copy = audit.Copy(_folder.Path);
        var row = Tamperer.Ask(
            copy,
            $"SELECT max(sequence) FROM {table} WHERE sequence < (SELECT max(sequence) FROM {table})"
        );
        Tamperer.Bend(copy, $"UPDATE {table} SET {change} WHERE sequence = {row}");

        await FindsAsync(copy, "ROW_ALTERED", row);
    }

    [Fact]
    public async Task Verify_WhenARowWasDeleted_NamesIt()
    {
        var copy = audit.Copy(_folder.Path);
        var row = Tamperer.Ask(copy, "SELECT min(sequence) FROM outcome");
        Tamperer.Bend(copy, $"DELETE FROM outcome WHERE sequence = {row}");

        await FindsAsync(copy, "ROWS_DELETED", row);
    }

    [Fact]
    public async Task Verify_WhenTheEndWasCutOffWithItsCheckpoints_NamesTheFirstRowThatIsMissing()
    {
        var copy = audit.Copy(_folder.Path);
        var last = Tamperer.Ask(copy, "SELECT sequence FROM checkpoint WHERE number = 1");
        string[] tables = ["outcome", "pair", "event", "intent", "checkpoint"];
        Tamperer.Bend(copy, [.. tables.Select(table => $"DELETE FROM {table} WHERE sequence > {last}")]);

        // What was kept outside shows it, and nothing else could.
        Assert.Equal(0, (await CommandRun.HbsAsync(["audit", "verify", copy, .. Trust, "--json"])).ExitCode);
        await FindsAsync(copy, "ROWS_TRUNCATED", last + 1);
    }

    [Fact]
    public async Task Verify_WhenRowsWereReordered_NamesThem()
    {
        var copy = audit.Copy(_folder.Path);
        var first = Tamperer.Ask(copy, "SELECT min(sequence) FROM intent");
        var second = Tamperer.Ask(copy, "SELECT max(sequence) FROM intent");
        Tamperer.Bend(
            copy,
            $"UPDATE intent SET sequence = -1 WHERE sequence = {first}",
            $"UPDATE intent SET sequence = {first} WHERE sequence = {second}",
            $"UPDATE intent SET sequence = {second} WHERE sequence = -1"
        );

        await FindsAsync(copy, "ROWS_REORDERED", first);
        await FindsAsync(copy, "ROWS_REORDERED", second);
    }

    [Fact]
    public async Task Verify_WhenTheDatabaseWasSwapped_SaysSo()
    {
        // As good in itself as the one whose place it takes.
        Assert.Equal(0, (await CommandRun.HbsAsync(["audit", "verify", audit.Other, .. Trust, "--json"])).ExitCode);

        var run = await VerifyAsync(audit.Other);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Findings(run), static finding => finding.Kind == "DATABASE_SWAPPED");
    }

    [Fact]
    public async Task Verify_WhenSomebodyElseIsTrusted_FindsNoSealGood()
    {
        var pki = new TestPki();
        var stranger = _folder.Write("stranger.pem", pki.Root.Certificate.ExportCertificatePem());
        var run = await CommandRun.HbsAsync("audit", "verify", audit.Journal, "--trust", stranger, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.All(Findings(run), static finding => Assert.Equal("SEAL_NOT_GOOD", finding.Kind));
    }

    [Fact]
    public async Task Verify_WhenPeopleLookAtABentJournal_ShowsTheRow()
    {
        var copy = audit.Copy(_folder.Path);
        var row = Tamperer.Ask(copy, "SELECT max(sequence) FROM intent");
        Tamperer.Bend(copy, $"UPDATE intent SET signing_time = '2020-01-01T00:00:00.0000000Z' WHERE sequence = {row}");

        var run = await CommandRun.HbsAsync(["audit", "verify", copy, .. Trust]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, line => line.Contains("ROW_ALTERED") && line.Contains($" {row} "));
        Assert.Contains("NOT INTACT", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenNoneOfItsCheckpointsIsOutside_FindsThat()
    {
        var folder = Directory.CreateDirectory(_folder.File("emptied")).FullName;
        string[] verify = ["audit", "verify", audit.Journal, .. Trust, "--checkpoints", folder, "--json"];
        var run = await CommandRun.HbsAsync(verify);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("CHECKPOINT_ALTERED", Assert.Single(Findings(run)).Kind);
    }

    [Fact]
    public async Task Verify_WhenANewNodeHasNoCheckpointYet_IsIntactAndSaysWhatThatLeavesOpen()
    {
        var journal = _folder.File("new.db");
        await YearsOfRows.WriteUnsealedAsync(journal, "dev-1", 2026);
        var folder = Directory.CreateDirectory(_folder.File("none yet")).FullName;
        var run = await CommandRun.HbsAsync(["audit", "verify", journal, .. Trust, "--checkpoints", folder]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("0 from outside", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing from outside was compared", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The commands of docs/journal.md.</summary>
    [Fact]
    public async Task Checkpoint_WhenOpensslChecksItAsTheDocsSay_IsGood()
    {
        var file = Directory.GetFiles(audit.Checkpoints).Order().First();
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var (text, seal, token) = (_folder.File("c.txt"), _folder.File("s.der"), _folder.File("t.der"));
        await File.WriteAllTextAsync(text, json.RootElement.GetProperty("checkpoint").GetString());
        await File.WriteAllBytesAsync(seal, json.RootElement.GetProperty("signature").GetBytesFromBase64());
        await File.WriteAllBytesAsync(token, json.RootElement.GetProperty("timestampToken").GetBytesFromBase64());
        var docs = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "journal.md"));

        foreach (var verb in (string[])["openssl cms ", "openssl ts "])
        {
            var command = docs.Split('\n').Single(line => line.StartsWith(verb, StringComparison.Ordinal));
            string[] words =
            [
                .. command
                    .Split(' ')
                    .Skip(1)
                    .Select(word =>
                        word switch
                        {
                            "c.txt" => text,
                            "s.der" => seal,
                            "t.der" => token,
                            "anchors.pem" => site.Development.CertificateOf("journal-seal"),
                            "tsa.pem" => site.Development.CertificateOf("tsa-root"),
                            _ => word,
                        }
                    ),
            ];
            var (exitCode, _, error) = OutsideTool.Run("openssl", words);
            Assert.True(exitCode == 0, $"{command}: {error}");
        }
    }

    [Theory]
    [InlineData("absent.db", null)]
    [InlineData("text.db", "no journal at all")]
    public async Task Verify_WhenTheFileIsNoJournal_EndsWith3(string name, string? content)
    {
        var file = content is null ? _folder.File(name) : _folder.Write(name, content);
        var run = await CommandRun.HbsAsync("audit", "verify", file);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(name, run.Error, StringComparison.Ordinal);
    }

    private string[] Trust =>
        [
            "--trust",
            site.Development.CertificateOf("journal-seal"),
            "--tsa-trust",
            site.Development.CertificateOf("tsa-root"),
        ];

    private Task<CommandRun> VerifyAsync(string journal) =>
        CommandRun.HbsAsync(["audit", "verify", journal, .. Trust, "--checkpoints", audit.Checkpoints, "--json"]);

    private async Task FindsAsync(string journal, string kind, long row)
    {
        var run = await VerifyAsync(journal);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Findings(run), finding => finding.Kind == kind && finding.First <= row && row <= finding.Last);
    }

    private static List<(string Kind, long First, long Last)> Findings(CommandRun run) =>
        [
            .. run
                .Json.Single()
                .GetProperty("findings")
                .EnumerateArray()
                .Select(static finding =>
                    (
                        finding.GetProperty("kind").GetString()!,
                        Number(finding.GetProperty("sequence")),
                        Number(finding.GetProperty("through"))
                    )
                ),
        ];

    private static long Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
}
