// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

public sealed class CrashTests : JournalFixture
{
    [Fact]
    public Task Journal_WhenItsProcessIsKilled_KeepsEveryAcknowledgedRowAndTheChain() => KillAsync(rounds: 5);

    [Fact]
    [Trait("Category", "Long")]
    public Task Journal_WhenItsProcessIsKilledAHundredTimes_KeepsEveryAcknowledgedRowAndTheChain() =>
        KillAsync(rounds: 100);

    private async Task KillAsync(int rounds)
    {
        List<string> acknowledged = [];
        for (int round = 0; round < rounds; round++)
        {
            acknowledged.Clear();
            System.IO.File.Delete(File);
            await KillAfterAsync(200 + (round % 5 * 137), acknowledged);
            await using SqliteSigningJournal journal = Open();
            foreach (string id in acknowledged)
            {
                Assert.True((await Found(journal, id)).IsSigned(1), id);
            }
            await GaplessAsync(journal.Health.LastSequence);
            await ChainedAsync(journal);
            await journal.AppendAsync([Samples.Intent("after")], None);
        }
    }

    [Fact]
    public async Task Open_WhenAnotherProcessHasIt_IsRefusedUntilThatOneIsKilled()
    {
        using Process other = Start();
        try
        {
            Assert.NotNull(await other.StandardOutput.ReadLineAsync());
            SigningException fault = Assert.Throws<SigningException>(Open);
            Assert.Equal(SigningErrorKind.StorageFailed, fault.Kind);
            Assert.Contains("in use", fault.InnerException!.Message, StringComparison.Ordinal);
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync();
        }
        await Open().DisposeAsync();
    }

    /// <summary>SIGKILL, in the middle of the work; a line that was cut is no acknowledgement.</summary>
    private async Task KillAfterAsync(int lines, List<string> acknowledged)
    {
        using Process process = Start();
        while (acknowledged.Count < lines && await process.StandardOutput.ReadLineAsync() is { } id)
        {
            acknowledged.Add(id);
        }
        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync();
        acknowledged.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await process.WaitForExitAsync();
        Assert.Equal(128 + 9, process.ExitCode);
        Assert.True(acknowledged.Count >= lines);
    }

    private async Task GaplessAsync(long last) =>
        Assert.Equal(
            [$"{last}|1|{last}"],
            await OtherTool.QueryAsync(
                File,
                "SELECT count(DISTINCT sequence), min(sequence), max(sequence) FROM journal"
            )
        );

    /// <summary>What was in flight is closed, and the chain is whole, with and without our code.</summary>
    private async Task ChainedAsync(SqliteSigningJournal journal)
    {
        IReadOnlyList<OpenIntent> open = await journal.CloseOpenIntentsAsync(None);
        Assert.InRange(open.Count, 0, 8);
        AuditReport report = JournalAudit.Verify(File, new AuditOptions { Node = "node-1" }, None);
        Assert.Empty(report.Findings);
        Assert.Equal(journal.Health.LastSequence, report.Rows);
        Assert.Equal([$"end {Convert.ToHexStringLower(journal.Head.RowHash.Span)}"], await OtherTool.ChainAsync(File));
    }

    private Process Start() =>
        Process.Start(
            new ProcessStartInfo("dotnet", ["exec", typeof(CrashTests).Assembly.Location, "append", File])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
}
