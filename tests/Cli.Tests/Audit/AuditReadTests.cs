// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class AuditReadTests(DevelopmentSite site, AuditSite audit)
    : IClassFixture<AuditSite>,
        IAsyncLifetime,
        IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => audit.MakeAsync(site);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tail_WhenRowsAreAskedFor_GivesTheLastOnes()
    {
        var run = await CommandRun.HbsAsync("audit", "tail", audit.Journal, "--lines", "3", "--json");

        Assert.Equal(3, run.Json.Length);
        Assert.Equal("node-stopped", run.Json[^1].GetProperty("kind").GetString());
        var people = await CommandRun.HbsAsync("audit", "tail", audit.Journal);
        Assert.Contains("node-stopped", people.Output, StringComparison.Ordinal);
        Assert.Contains("call-refused", people.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_WhenItFollows_EndsWellWhenItIsStopped()
    {
        using var output = new FirstLine();
        using var stop = new CancellationTokenSource();
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null);
        var following = HbsCommandLine.RunAsync(
            ["audit", "tail", audit.Journal, "--lines", "1", "--follow", "--json"],
            terminal,
            stop.Token
        );
        await output.Written.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();

        Assert.Equal(0, await following.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains(
            "node-stopped",
            Assert.Single(output.ToString().TrimEnd().Split('\n')),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Search_ByTheDocumentThatCameBack_FindsItsOutcomes()
    {
        var (request, document) = audit.Signed.First();
        var file = _folder.Write("sealed.xml", document);
        var digest = Convert.ToHexString(SHA256.HashData(document));
        var byFile = await CommandRun.HbsAsync("audit", "search", audit.Journal, "--file", file, "--json");
        var byDigest = await CommandRun.HbsAsync("audit", "search", audit.Journal, "--digest", digest, "--json");

        Assert.Equal(0, byFile.ExitCode);
        Assert.Equal(6, byFile.Json.Length);
        Assert.All(byFile.Json, row => Assert.Equal(request, row.GetProperty("request_id").GetString()));
        Assert.Equal(byFile.Output, byDigest.Output);
    }

    [Fact]
    public async Task Search_WhenNobodySignedTheFile_EndsWith1()
    {
        var file = _folder.Write("nobody-knows.xml", "<HocBaSo/>");
        Assert.Equal(1, (await CommandRun.HbsAsync("audit", "search", audit.Journal, "--file", file)).ExitCode);
        var wrong = await CommandRun.HbsAsync("audit", "search", audit.Journal, "--digest", "12");
        Assert.Equal(64, wrong.ExitCode);
    }

    [Fact]
    public async Task Search_ByKindCallerAndIdentity_FindsTheRefusal()
    {
        var run = await CommandRun.HbsAsync([
            "audit",
            "search",
            audit.Journal,
            "--kind",
            "call-refused",
            "--caller",
            DevelopmentTls.School,
            "--identity",
            "nobody",
            "--json",
        ]);

        var row = Assert.Single(run.Json);
        Assert.Equal("doc-refused", row.GetProperty("request_id").GetString());
        Assert.Equal("SigningService/Sign", row.GetProperty("operation").GetString());
        Assert.False(string.IsNullOrEmpty(row.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("CallRefused")]
    [InlineData("call_refused")]
    [InlineData("")]
    public async Task Search_WhenTheKindIsNone_SaysWhichThereAre(string kind)
    {
        var run = await CommandRun.HbsAsync("audit", "search", audit.Journal, "--kind", "signed", "--kind", kind);

        Assert.Equal((64, ""), (run.ExitCode, run.Output));
        Assert.Contains(
            $"--kind {kind}: there are intent, outcome, pair, event, signed,",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("call-refused", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docs_WhenTheyNameAKindOfEvent_NameOneThatIsKnown()
    {
        var docs = Path.Combine(RepositoryRoot.Path, "docs");
        string[] named =
        [
            .. Kinds(await File.ReadAllTextAsync(Path.Combine(docs, "journal.md")), "^\\| ((?:`[a-z-]+`(?:, )?)+) \\|"),
            .. Kinds(await File.ReadAllTextAsync(Path.Combine(docs, "callers.md")), "(`call(?:er)?-[a-z]+`)"),
        ];

        Assert.Contains("archived", named);
        Assert.Contains("caller-seen", named);
        Assert.Empty(named.Except(JournalSearch.KnownKinds));
    }

    private static IEnumerable<string> Kinds(string text, string pattern) =>
        Regex
            .Matches(text, pattern, RegexOptions.Multiline)
            .SelectMany(static match => match.Groups[1].Value.Split(", "))
            .Select(static name => name.Trim('`'));

    [Fact]
    public async Task Search_ByRequestAndTime_FindsItAndNothingOfAnotherDay()
    {
        string[] request = ["audit", "search", audit.Journal, "--request", "doc-1", "--json"];
        var found = await CommandRun.HbsAsync([.. request, "--from", "2020-01-01", "--to", "2999-01-01T00:00+07:00"]);
        var before = await CommandRun.HbsAsync([.. request, "--to", "2020-01-01"]);

        Assert.Equal(6, found.Json.Length);
        Assert.Empty(before.Json);
        var wrong = await CommandRun.HbsAsync([.. request, "--to", "yesterday"]);
        Assert.Equal(64, wrong.ExitCode);
    }

    [Fact]
    public async Task Export_WhenAFileIsNamed_WritesEveryRowAsJsonLines()
    {
        var target = _folder.File("rows.jsonl");
        var run = await CommandRun.HbsAsync("audit", "export", audit.Journal, "--out", target);

        Assert.Equal(0, run.ExitCode);
        var rows = (await File.ReadAllLinesAsync(target)).Select(static line => JsonDocument.Parse(line).RootElement);
        var sequences = rows.Select(static row => row.GetProperty("sequence").GetInt64()).ToArray();
        Assert.Equal(Enumerable.Range(1, sequences.Length).Select(static i => (long)i), sequences);
        Assert.Equal(Tamperer.Ask(audit.Copy(_folder.Path), "SELECT count(*) FROM journal"), sequences.Length);
        Assert.Empty(Directory.GetFiles(_folder.Path, ".*"));
    }

    [Fact]
    public async Task Export_WhenTheFileCannotBeWritten_NamesItAndNoFileOfOurs()
    {
        var folder = Directory.CreateDirectory(_folder.File("a-folder")).FullName;
        string[] targets = ["/no/such/folder/x.jsonl", folder];

        foreach (var target in targets)
        {
            var run = await CommandRun.HbsAsync("audit", "export", audit.Journal, "--out", target);

            Assert.Equal(ExitCode.Fault, run.ExitCode);
            Assert.Contains(target, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(".tmp", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("copy.db")]
    [InlineData("copy.db-wal")]
    [InlineData("copy.db-shm")]
    [InlineData("copy.db.lock")]
    [InlineData("./missing/../copy.db")]
    [InlineData("link.db")]
    [InlineData("linked-folder/copy.db")]
    public async Task Export_WhenItWouldWriteOverTheJournal_RefusesAndKeepsIt(string name)
    {
        var copy = audit.Copy(_folder.Path);
        File.CreateSymbolicLink(_folder.File("link.db"), copy);
        Directory.CreateSymbolicLink(_folder.File("linked-folder"), _folder.Path);
        var before = await File.ReadAllBytesAsync(copy);
        var files = Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal).ToArray();

        var run = await ExportAsync(copy, name);

        Assert.Equal(64, run.ExitCode);
        Assert.Contains("part of the journal", run.Error, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
        Assert.Equal(before, await File.ReadAllBytesAsync(copy));
    }

    [Fact]
    public async Task Export_WhenALinkWaitsAtThePartialName_LeavesItAloneAndWritesForNobodyElse()
    {
        var victim = _folder.Write("victim.txt", "kept");
        File.CreateSymbolicLink(_folder.File("rows.jsonl.partial"), victim);

        Assert.Equal(0, (await ExportAsync(audit.Journal, "rows.jsonl")).ExitCode);
        Assert.Equal("kept", await File.ReadAllTextAsync(victim));
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(_folder.File("rows.jsonl"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }
    }

    [Fact]
    public async Task Archive_WhenTheYearIsNotOver_RefusesAndChangesNothing()
    {
        var copy = audit.Copy(_folder.Path);
        string[] archive = ["audit", "archive", copy, "--out", _folder.Path, "--year"];
        var now = TimeProvider.System.GetUtcNow().Year;

        Assert.Equal(64, (await CommandRun.HbsAsync([.. archive, $"{now}", "--yes"])).ExitCode);
        Assert.Equal(1, (await CommandRun.HbsAsync([.. archive, $"{now - 1}"], "no\n")).ExitCode);
        var nothing = await CommandRun.HbsAsync([.. archive, $"{now - 1}"], $"{now - 1}\n");

        Assert.Equal(0, nothing.ExitCode);
        Assert.StartsWith("nothing to archive", nothing.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.db"));
    }

    private Task<CommandRun> ExportAsync(string journal, string name) =>
        CommandRun.HbsAsync("audit", "export", journal, "--out", Path.Combine(_folder.Path, name));
}
