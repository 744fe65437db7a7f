// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Journals whose texts somebody chose, for the terminal of whoever looks.</summary>
public sealed class HostileJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Journal => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[/]", "[/]")]
    [InlineData("[red]INTACT[/]", "[red]INTACT[/]")]
    [InlineData("\u001b[2J", "\\u{1B}[2J")]
    public async Task Verify_WhenTheNodesNameIsMarkup_ShowsItAsItStands(string node, string shown)
    {
        await NamedAsync(node);
        var run = await CommandRun.HbsAsync("audit", "verify", Journal);

        Assert.Equal("", run.Error);
        Assert.Contains(shown, run.Lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Archive_WhenTheNodesNameIsNone_EndsWith3AndChangesNothing()
    {
        await NamedAsync("no name\u001b[2J");
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

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("hbs: " + Journal, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.db"));
    }

    [Fact]
    public async Task Complaint_WhenANameWouldSteerTheTerminal_ShowsItAsNumbers()
    {
        var run = await CommandRun.HbsAsync("audit", "verify", _folder.File("\u001b[31m\u202Ebd.db"));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("\\u{1B}[31m\\u{202E}bd.db", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    private async Task NamedAsync(string node)
    {
        await YearsOfRows.WriteAsync(Journal, "node-1", 2023);
        Tamperer.Bend(Journal, $"UPDATE node SET id = '{node}'");
    }
}
